package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void quotesWhatNeedsQuotesAndTellsNullFromEmpty() {
    StringWriter out = new StringWriter();
    Csv csv = new Csv(out);

    csv.columns(List.of("id", "data, raw"));
    csv.row(Arrays.asList("1", "{\"a\":1}"));
    csv.row(Arrays.asList(null, ""));
    csv.row(Arrays.asList("two\nlines", "plain text"));

    assertThat(out)
        .hasToString(
            """
            id,"data, raw"
            1,"{""a"":1}"
            ,""
            "two
            lines",plain text
            """);
  }
}
