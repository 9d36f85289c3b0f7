package dev.holdfast.server.live;

import dev.holdfast.engine.Engine;
import dev.holdfast.engine.book.Books;
import dev.holdfast.engine.trace.Trace;
import dev.holdfast.server.access.Scope;
import java.util.ArrayList;
import java.util.List;

/// Looks for one item on behalf of a reader: in its tenant, or in every tenant of the house. Safe
/// for many threads.
public final class Inquiry {
  private final Engine engine;

  public Inquiry(Engine engine) {
    this.engine = engine;
  }

  /// What was found.
  ///
  /// @param complete false when something could not be searched: the item may be there all the same
  public record Answer(String query, boolean complete, List<Found> found) {
    public Answer {
      found = List.copyOf(found);
    }
  }

  /// An item and whose it is.
  public record Found(String tenant, Trace.Found item) {}

  public Answer ask(Scope scope, String query) {
    boolean complete = true;
    List<Found> found = new ArrayList<>();
    for (String tenant : tenants(scope)) {
      Trace trace = engine.trace().find(tenant, query);
      complete &= trace.ledger() && trace.journal().complete();
      trace.found().forEach(item -> found.add(new Found(tenant, item)));
    }
    return new Answer(query, complete, found);
  }

  private List<String> tenants(Scope scope) {
    return switch (scope) {
      case Scope.OfTenant(String tenant) -> List.of(tenant);
      case Scope.House _ ->
          engine.books().tenants().keySet().stream()
              .filter(tenant -> !tenant.equals(Books.NO_TENANT))
              .sorted()
              .toList();
    };
  }
}
