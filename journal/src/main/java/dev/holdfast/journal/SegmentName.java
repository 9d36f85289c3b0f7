package dev.holdfast.journal;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// File names of segments: 16 digits, so that they sort as they were written.
final class SegmentName {
  private static final Pattern PATTERN = Pattern.compile("(\\d{16})\\.segment");

  private SegmentName() {}

  static String of(long number) {
    return "%016d.segment".formatted(number);
  }

  static OptionalLong number(String name) {
    Matcher matcher = PATTERN.matcher(name);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
