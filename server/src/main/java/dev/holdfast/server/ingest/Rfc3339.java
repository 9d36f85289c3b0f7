package dev.holdfast.server.ingest;

/// Reads a time as RFC 3339 writes it, without garbage: `2026-11-21T23:41:30.713Z` or with an
/// offset. Years 1 to 9999; a fraction beyond microseconds is cut; second 60 is the next one's 0.
final class Rfc3339 {
  /// What is not such a time.
  static final long NONE = Long.MIN_VALUE;

  private static final int SHORTEST = "2026-11-21T23:41:30Z".length();
  private static final int FRACTION_AT = "2026-11-21T23:41:30".length();
  private static final int MICRO_DIGITS = 6;

  private Rfc3339() {}

  /// Microseconds since 1970, or `NONE`.
  static long micros(char[] text, int from, int length) {
    if (length < SHORTEST || !separated(text, from)) {
      return NONE;
    }
    long days = days(text, from);
    long seconds = secondOfDay(text, from + 11);
    int zoneAt = from + FRACTION_AT;
    long micros = 0;
    if (text[zoneAt] == '.') {
      int end = digitsEnd(text, zoneAt + 1, from + length);
      micros = fraction(text, zoneAt + 1, end);
      zoneAt = end;
    }
    long offset = offset(text, zoneAt, from + length);
    if (days == NONE || seconds < 0 || micros < 0 || offset == NONE) {
      return NONE;
    }
    return (days * 86_400 + seconds - offset) * 1_000_000 + micros;
  }

  private static boolean separated(char[] text, int from) {
    char between = text[from + 10];
    return text[from + 4] == '-'
        && text[from + 7] == '-'
        && (between == 'T' || between == 't' || between == ' ')
        && text[from + 13] == ':'
        && text[from + 16] == ':';
  }

  private static long days(char[] text, int from) {
    int year = number(text, from, 4);
    int month = number(text, from + 5, 2);
    int day = number(text, from + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysOfMonth(year, month)) {
      return NONE;
    }
    // Days from the civil calendar, counted in years that begin in March.
    int y = month > 2 ? year : year - 1;
    int era = y / 400;
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }

  private static int daysOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static long secondOfDay(char[] text, int from) {
    int hour = number(text, from, 2);
    int minute = number(text, from + 3, 2);
    int second = number(text, from + 6, 2);
    boolean sound =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    return sound ? hour * 3_600L + minute * 60L + second : -1;
  }

  private static int digitsEnd(char[] text, int from, int to) {
    int i = from;
    while (i < to && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i;
  }

  private static long fraction(char[] text, int from, int to) {
    if (from == to) {
      return -1;
    }
    long micros = 0;
    for (int i = 0; i < MICRO_DIGITS; i++) {
      micros = micros * 10 + (from + i < to ? text[from + i] - '0' : 0);
    }
    return micros;
  }

  /// Seconds east of UTC.
  private static long offset(char[] text, int from, int to) {
    if (to - from == 1 && (text[from] == 'Z' || text[from] == 'z')) {
      return 0;
    }
    boolean signed = to - from == 6 && (text[from] == '+' || text[from] == '-');
    if (!signed || text[from + 3] != ':') {
      return NONE;
    }
    int hours = number(text, from + 1, 2);
    int minutes = number(text, from + 4, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    long seconds = hours * 3_600L + minutes * 60L;
    return text[from] == '-' ? -seconds : seconds;
  }

  /// The value of exactly so many digits, negative when one of them is none.
  private static int number(char[] text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return -1;
      }
      value = value * 10 + text[i] - '0';
    }
    return value;
  }
}
