package dev.holdfast.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void durationsAreShortAtEveryLength() {
    assertThat(Words.duration(Duration.ZERO)).isEqualTo("0 s");
    assertThat(Words.duration(Duration.ofNanos(182_000))).isEqualTo("0.2 ms");
    assertThat(Words.duration(Duration.ofMillis(240))).isEqualTo("0.2 s");
    assertThat(Words.duration(Duration.ofMillis(31_400))).isEqualTo("31 s");
    assertThat(Words.duration(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    assertThat(Words.duration(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
    assertThat(Words.duration(Duration.ofHours(49))).isEqualTo("2 d 1 h");
  }

  @Test
  void countsRatesAndBytesAreGrouped() {
    assertThat(Words.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Words.items(1, "waits", "wait")).isEqualTo("1 item waits");
    assertThat(Words.items(2_000, "waits", "wait")).isEqualTo("2,000 items wait");
    assertThat(Words.perSecond(0)).isEqualTo("0/s");
    assertThat(Words.perSecond(0.51)).isEqualTo("0.5/s");
    assertThat(Words.perSecond(1_023.6)).isEqualTo("1,024/s");
    assertThat(Words.bytes(81_400_000_000L)).isEqualTo("81.4 GB");
    assertThat(Words.bytes(5_200_000)).isEqualTo("5 MB");
  }

  @Test
  void sinceNamesTheDayOnlyWhenItIsNotToday() {
    Words words = new Words(ZoneOffset.UTC);
    Instant now = Instant.parse("2026-11-21T14:00:00Z");

    assertThat(words.since(now.minusSeconds(60), now)).isEqualTo("13:59:00");
    assertThat(words.since(now.minusSeconds(86_400), now)).isEqualTo("20 Nov 14:00:00");
  }
}
