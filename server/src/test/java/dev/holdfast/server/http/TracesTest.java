package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracesTest {
  private static final String GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final Traces traces = new Traces(InstantSource.system(), new Random(1));

  @Test
  void whatIsMadeIsValidAndNeverTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Trace trace = traces.of(MultiMap.caseInsensitiveMultiMap());

      assertThat(Traces.isCorrelationId(trace.correlationId())).isTrue();
      assertThat(Traces.isTraceparent(trace.traceparent())).as(trace.traceparent()).isTrue();
      assertThat(seen.add(trace.correlationId()) && seen.add(trace.traceparent())).isTrue();
    }
  }

  @Test
  void aSenderWithATraceAloneIsCorrelatedByIt() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("traceparent", GOOD);

    assertThat(traces.of(headers).correlationId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void whatIsValidIsTakenOver() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("X-Correlation-ID", "x".repeat(128))
            .add("Traceparent", GOOD);

    assertThat(traces.of(headers)).isEqualTo(new Trace("x".repeat(128), GOOD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
      })
  void aTraceparentAgainstTheSpecificationIsNotTakenOver(String text) {
    assertThat(Traces.isTraceparent(GOOD)).isTrue();
    assertThat(Traces.isTraceparent(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "é", "a\r\nb", "<script>"})
  void aCorrelationIdThatCouldHarmAPageOrALogIsNotTakenOver(String text) {
    assertThat(Traces.isCorrelationId(text)).isFalse();
    assertThat(Traces.isCorrelationId("x".repeat(129))).isFalse();
  }
}
