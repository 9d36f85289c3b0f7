package dev.holdfast.server.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Puts figures into words, short enough for a page and always the same way.
final class Words {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);

  private final ZoneId zone;

  Words(ZoneId zone) {
    this.zone = zone;
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// `1 item waits`, `2 items wait`.
  static String items(long number, String one, String many) {
    return count(number) + (number == 1 ? " item " + one : " items " + many);
  }

  static String perSecond(double rate) {
    return rate > 0 && rate < 10
        ? String.format(Locale.ROOT, "%.1f/s", rate)
        : count(Math.round(rate)) + "/s";
  }

  static String duration(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds <= 0) {
      return "0 s";
    }
    if (seconds < 0.1) {
      return String.format(Locale.ROOT, "%.1f ms", seconds * 1e3);
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return longDuration(duration);
  }

  static String bytes(long bytes) {
    if (bytes < 1_000_000) {
      return count(bytes / 1_000) + " kB";
    }
    return bytes < 1_000_000_000
        ? count(bytes / 1_000_000) + " MB"
        : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
  }

  /// The time of day, with the day when it is not today's.
  String since(Instant then, Instant now) {
    boolean today = then.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
    return (today ? TIME : DAY_AND_TIME).format(then.atZone(zone));
  }

  String time(Instant moment) {
    return TIME.format(moment.atZone(zone));
  }

  /// To the millisecond, for a way whose stations lie close together.
  String moment(Instant moment) {
    return MOMENT.format(moment.atZone(zone));
  }

  private static String longDuration(Duration duration) {
    if (duration.toMinutes() < 1) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() < 1) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return duration.toDays() < 1
        ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
        : duration.toDays() + " d " + duration.toHoursPart() + " h";
  }
}
