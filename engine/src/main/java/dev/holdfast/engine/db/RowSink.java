package dev.holdfast.engine.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the rows of a query one by one, as text in PostgreSQL's own notation.
public interface RowSink {
  /// Called once, before the first row.
  void columns(List<String> names);

  void row(List<@Nullable String> values);
}
