package dev.holdfast.engine.ledger;

import dev.holdfast.signal.Uuid7;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One monthly partition of a table, by the time inside the UUIDv7: its name and its borders.
record Month(String table, YearMonth month) {
  private static final Pattern NAME = Pattern.compile("(\\w+)_(\\d{4})_(\\d{2})");

  static YearMonth of(Instant now) {
    return YearMonth.from(now.atOffset(ZoneOffset.UTC));
  }

  /// The partition of that name, unless it is the default one or none of ours.
  static Optional<Month> named(String partition) {
    Matcher match = NAME.matcher(partition);
    if (!match.matches()) {
      return Optional.empty();
    }
    int year = Integer.parseInt(match.group(2));
    return Optional.of(
        new Month(match.group(1), YearMonth.of(year, Integer.parseInt(match.group(3)))));
  }

  String name() {
    return "%s_%04d_%02d".formatted(table, month.getYear(), month.getMonthValue());
  }

  /// The only way a partition's name gets into a statement: `{table}`, `{partition}`, `{from}` and
  /// `{to}` are filled in. All four are made here, of letters, digits and a month.
  String in(String sql) {
    return sql.replace("{table}", table)
        .replace("{partition}", name())
        .replace("{from}", from().toString())
        .replace("{to}", to().toString());
  }

  /// The smallest id of the month.
  UUID from() {
    return border(month);
  }

  /// The smallest id of the next month.
  UUID to() {
    return border(month.plusMonths(1));
  }

  private static UUID border(YearMonth month) {
    return Uuid7.floor(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }
}
