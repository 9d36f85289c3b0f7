package dev.holdfast.server;

import dev.holdfast.engine.db.RowSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes rows as CSV by RFC 4180, lines ended as on Unix. NULL is an empty field, an empty text is
/// a pair of quotes: the two stay told apart.
final class Csv implements RowSink {
  private final Writer out;

  Csv(Writer out) {
    this.out = out;
  }

  @Override
  public void columns(List<String> names) {
    write(names);
  }

  @Override
  public void row(List<@Nullable String> values) {
    write(values);
  }

  private void write(List<? extends @Nullable String> values) {
    try {
      for (int i = 0; i < values.size(); i++) {
        if (i > 0) {
          out.write(',');
        }
        out.write(field(values.get(i)));
      }
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String field(@Nullable String value) {
    if (value == null) {
      return "";
    }
    return value.isEmpty() || value.chars().anyMatch(Csv::special)
        ? '"' + value.replace("\"", "\"\"") + '"'
        : value;
  }

  private static boolean special(int c) {
    return c == ',' || c == '"' || c == '\n' || c == '\r';
  }
}
