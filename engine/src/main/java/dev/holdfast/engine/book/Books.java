package dev.holdfast.engine.book;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// The books of all tenants at one moment. Answers while the database is away: the ledger's figures
/// are then the last ones known, the journal's are live.
///
/// @param asOf when the ledger's figures were last confirmed by the database
/// @param live whether the database confirms them now
/// @param total all tenants together
/// @param tenants each tenant; what no tenant can be read from stands under `?`
public record Books(Instant asOf, boolean live, BookTotals total, Map<String, BookTotals> tenants) {
  /// The name under which items stand whose tenant can no longer be read.
  public static final String NO_TENANT = "?";

  public Books {
    tenants = Map.copyOf(tenants);
  }

  static Books of(Instant asOf, boolean live, Map<String, BookTotals> tenants) {
    BookTotals total = tenants.values().stream().reduce(BookTotals.EMPTY, BookTotals::plus);
    return new Books(asOf, live, total, new TreeMap<>(tenants));
  }

  /// One tenant's page, empty when it never sent anything.
  public BookTotals of(String tenant) {
    return tenants.getOrDefault(tenant, BookTotals.EMPTY);
  }
}
