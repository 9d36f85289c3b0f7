package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.Micros;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @Test
  void manyRandomTimesAreReadAsTheJdkReadsThem() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(random.nextLong(-62_135_510_000L, 253_402_210_000L))
              .plusNanos(random.nextInt(1_000_000_000));
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(random.nextInt(-1_079, 1_080) * 60);
      OffsetDateTime time = instant.atOffset(offset);

      if (time.getYear() >= 1 && time.getYear() <= 9_999) {
        assertThat(micros(time.toString())).as(time.toString()).isEqualTo(expected(time));
      }
    }
  }

  @Test
  void everyDayOfTheCalendarIsTakenOrRefusedAsTheJdkDoes() {
    for (int year : new int[] {1, 4, 100, 400, 1900, 1969, 1970, 2000, 2023, 2024, 9999}) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          String text = "%04d-%02d-%02dT12:34:56Z".formatted(year, month, day);
          assertThat(micros(text)).as(text).isEqualTo(jdk(text));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T10:15:30",
        "2026-11-21T10:15:30.Z",
        "2026-11-21T10:15Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T10:60:00Z",
        "2026-11-21T10:15:61Z",
        "2026-11-21T10:15:30+0100",
        "2026-11-21T10:15:30+01",
        "2026-11-21T10:15:30+24:00",
        "2026-11-21T10:15:30+01:60",
        "2026-11-21T10:15:30ZZ",
        "2026-11-21X10:15:30Z",
        "2026/11/21T10:15:30Z",
        "+12026-11-21T10:15:30Z",
        "0000-01-01T00:00:00Z",
        "1700000000000",
        ""
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(micros(text)).isEqualTo(Rfc3339.NONE);
  }

  @Test
  void lowerCaseSpaceAndLeapSecondAreTaken() {
    assertThat(micros("2026-11-21t10:15:30z")).isEqualTo(micros("2026-11-21T10:15:30Z"));
    assertThat(micros("2026-11-21 10:15:30Z")).isEqualTo(micros("2026-11-21T10:15:30Z"));
    assertThat(micros("2016-12-31T23:59:60Z")).isEqualTo(micros("2017-01-01T00:00:00Z"));
    assertThat(micros("2026-11-21T10:15:30.123456789Z"))
        .isEqualTo(micros("2026-11-21T10:15:30.123456Z"));
  }

  private static long micros(String text) {
    char[] padded = ("<<" + text + ">>").toCharArray();
    return Rfc3339.micros(padded, 2, text.length());
  }

  private static long expected(OffsetDateTime time) {
    return Micros.of(time.toInstant());
  }

  private static long jdk(String text) {
    try {
      return expected(OffsetDateTime.parse(text));
    } catch (DateTimeException e) {
      return Rfc3339.NONE;
    }
  }
}
