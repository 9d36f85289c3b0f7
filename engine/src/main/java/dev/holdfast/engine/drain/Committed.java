package dev.holdfast.engine.drain;

import java.time.Instant;
import java.util.List;

/// What one committed batch of the drain came to.
///
/// @param position the journal is drained through this entry
/// @param at when the commit was confirmed
/// @param sites what arrived, by tenant and site
public record Committed(long position, Instant at, List<SiteCounts> sites) {
  public Committed {
    sites = List.copyOf(sites);
  }

  /// A site's share of the batch.
  public record SiteCounts(
      String tenant, String site, int recorded, int duplicate, int quarantined) {

    SiteCounts plus(SiteCounts other) {
      return new SiteCounts(
          tenant,
          site,
          recorded + other.recorded,
          duplicate + other.duplicate,
          quarantined + other.quarantined);
    }
  }
}
