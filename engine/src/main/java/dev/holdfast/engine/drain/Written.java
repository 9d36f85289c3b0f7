package dev.holdfast.engine.drain;

import dev.holdfast.engine.book.Entries;
import dev.holdfast.engine.drain.Committed.SiteCounts;
import dev.holdfast.engine.ledger.Apart;
import dev.holdfast.engine.ledger.Placed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one batch came to, once its commit is certain.
record Written(Bisection.Sorted sorted, List<Apart> apart, Entries entries) {

  List<SiteCounts> sites() {
    Map<String, SiteCounts> sites = new TreeMap<>();
    for (Placed placed : sorted.recorded()) {
      add(sites, counts(placed, 1, 0));
    }
    for (Placed placed : sorted.duplicates()) {
      add(sites, counts(placed, 0, 1));
    }
    for (Apart item : apart) {
      String site = item.from().site() == null ? "" : item.from().site();
      add(sites, new SiteCounts(item.from().tenant(), site, 0, 0, (int) item.items()));
    }
    return List.copyOf(sites.values());
  }

  private static SiteCounts counts(Placed placed, int recorded, int duplicate) {
    String tenant = placed.signal().arrival().tenant();
    return new SiteCounts(tenant, placed.signal().arrival().site(), recorded, duplicate, 0);
  }

  private static void add(Map<String, SiteCounts> sites, SiteCounts counts) {
    sites.merge(counts.tenant() + '\0' + counts.site(), counts, SiteCounts::plus);
  }
}
