package dev.holdfast.server.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.holdfast.engine.book.BookTotals;
import dev.holdfast.engine.book.Books;
import dev.holdfast.server.access.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// The wire form of the books: what a reader may see of them. The figures of all together stand at
/// the top and once more under `total`, in the shape that each tenant has.
///
/// @param live false while the database is away: the ledger's figures are then those of `asOf`
record BooksJson(
    Instant asOf, boolean live, @JsonUnwrapped Page sums, Page total, Map<String, Page> tenants) {

  static BooksJson of(Books books, Scope scope) {
    Map<String, Page> tenants = new TreeMap<>();
    books
        .tenants()
        .forEach((tenant, totals) -> {
          if (scope.sees(tenant)) {
            tenants.put(tenant, Page.of(totals));
          }
        });
    BookTotals total =
        switch (scope) {
          case Scope.House _ -> books.total();
          case Scope.OfTenant(String tenant) -> books.of(tenant);
        };
    Page sums = Page.of(total);
    return new BooksJson(books.asOf(), books.live(), sums, sums, tenants);
  }

  /// One tenant, or all together: `accepted = recorded + duplicate + quarantined + inJournal`.
  record Page(
      long accepted,
      long acknowledged,
      long rejected,
      long damaged,
      long recorded,
      long duplicate,
      long quarantined,
      long inJournal,
      long unexplained,
      boolean balanced) {
    static Page of(BookTotals totals) {
      return new Page(
          totals.accepted(),
          totals.acknowledged(),
          totals.rejected(),
          totals.damaged(),
          totals.recorded(),
          totals.duplicate(),
          totals.quarantined(),
          totals.inJournal(),
          totals.unexplained(),
          totals.balanced());
    }
  }
}
