package dev.holdfast.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void mapShowsEachRunWithItsColourAndFigures() {
    Round round =
        Rounds.of(
            List.of(Rounds.green("calm"), Rounds.orange("slow"), Rounds.skipped("root-only")),
            List.of(Rounds.red("sinner")));

    String map = new HardnessMap(round, false).text();

    assertThat(map)
        .containsPattern("calm +GREEN +1,000 +1,000 +0 +0 +0 +1\\.3 s")
        .containsPattern("slow +ORANGE .*12\\.3 s .*lag 0: 12\\.3 s, promised 10\\.0 s")
        .containsPattern("root-only +skipped +needs root")
        .containsPattern("sinner +RED +1,000 +993 +7 ")
        .contains("seed 42")
        .contains("0 RED, 1 ORANGE, 1 GREEN, 1 skipped in 83.5 s");
    assertThat(round.passed()).isTrue();
  }

  @Test
  void redResultFailsTheRound() {
    Round round = Rounds.of(List.of(Rounds.green("calm"), Rounds.red("bad")), List.of());

    assertThat(round.passed()).isFalse();
    assertThat(new HardnessMap(round, false).text()).contains("1 RED, 0 ORANGE, 1 GREEN");
  }

  @Test
  void knownBadBuildThatGoesUnseenFailsTheRound() {
    Round round = Rounds.of(List.of(Rounds.green("calm")), List.of(Rounds.green("sinner")));

    assertThat(round.passed()).isFalse();
    assertThat(new HardnessMap(round, false).text())
        .contains("1 known-bad builds did not come out RED");
  }

  @Test
  void skippedProofFailsTheRound() {
    assertThat(Rounds.of(List.of(), List.of(Rounds.skipped("sinner"))).passed()).isFalse();
  }

  @Test
  void coloursAreOnlyForATerminal() {
    Round round = Rounds.of(List.of(Rounds.red("bad")), List.of());

    assertThat(new HardnessMap(round, false).text()).doesNotContain("\u001b[");
    assertThat(new HardnessMap(round, true).text()).contains("\u001b[1;31mRED");
  }

  @Test
  void pageIsWholeAndNeedsNothingFromOutside() {
    String page =
        Page.of(
            Rounds.of(
                List.of(Rounds.green("calm"), Rounds.red("bad"), Rounds.skipped("root-only")),
                List.of(Rounds.red("sinner"))));

    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("Title of &lt;calm&gt;")
        .contains("7 lost")
        .contains("needs root &amp; more")
        .contains("class=\"verdict RED\"")
        .doesNotContain("http://", "https://", "<script", "@import");
  }

  @Test
  void timelinesAreSoundDrawings() throws Exception {
    String page = Page.of(Rounds.of(List.of(Rounds.green("calm")), List.of(Rounds.red("sinner"))));

    Matcher drawings = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page);
    int count = 0;
    while (drawings.find()) {
      byte[] svg = drawings.group().getBytes(StandardCharsets.UTF_8);
      DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(svg));
      assertThat(drawings.group())
          .contains("class=\"fault\"", "class=\"acked\"", "class=\"behind\"")
          .doesNotContain("NaN", "Infinity");
      count++;
    }
    assertThat(count).isEqualTo(2);
  }
}
