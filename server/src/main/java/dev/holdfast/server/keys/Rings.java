package dev.holdfast.server.keys;

import dev.holdfast.HoldfastException;
import dev.holdfast.server.ingest.ApiKey;
import dev.holdfast.server.ingest.KeyRing;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts key rings together, so that no single bad key locks the others out.
final class Rings {
  private static final Logger LOG = LoggerFactory.getLogger(Rings.class);

  private Rings() {}

  /// What is good at the start: what the cache remembers, and the server's own keys.
  static KeyRing atStart(Path cache, OwnKeys own) {
    return ring(Stream.concat(own.all(), cached(cache).stream()), own);
  }

  /// What the ledger says.
  static KeyRing ofLedger(List<dev.holdfast.engine.access.ApiKey> keys, OwnKeys own) {
    return ring(
        keys.stream().filter(key -> !key.terms().revoked()).flatMap(Rings::translated), own);
  }

  // The first of two keys with the same name or secret wins.
  private static KeyRing ring(Stream<ApiKey> keys, OwnKeys own) {
    Set<String> seen = new HashSet<>();
    return KeyRing.of(
        keys.filter(own::admits)
            .filter(
                key -> seen.add(key.owner().tenant() + "/" + key.id()) && seen.add(key.sha256()))
            .toList());
  }

  private static Stream<ApiKey> translated(dev.holdfast.engine.access.ApiKey key) {
    try {
      return Stream.of(Translation.fromLedger(key));
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "A key of the ledger cannot be used, the others can. tenant={} key={} cause={}",
          key.tenant(),
          key.id(),
          e.getMessage());
      return Stream.empty();
    }
  }

  private static Collection<ApiKey> cached(Path cache) {
    try {
      return KeyRing.load(cache).map(KeyRing::keys).orElse(List.of());
    } catch (HoldfastException e) {
      LOG.warn(
          "The cached keys are lost; until the database answers only the server's own are known."
              + " cause={}",
          e.getMessage());
      return List.of();
    }
  }
}
