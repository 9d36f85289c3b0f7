package dev.holdfast.drill.report;

import dev.holdfast.drill.check.Finding;
import dev.holdfast.drill.check.Judgement;
import dev.holdfast.drill.check.Rule;
import dev.holdfast.drill.history.Measure;
import dev.holdfast.drill.scenario.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// The round as one page of HTML that needs nothing else.
public final class Page {
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Hardness map of %s</title><style>%s</style></head><body><main>
      """;

  private static final String KEYS =
      """
      <figcaption><span><i class="key-acked"></i>acknowledged</span>\
      <span><i class="key-sent"></i>sent, every attempt</span>\
      <span><i class="key-away"></i>turned away or unanswered</span>\
      <span><i class="key-behind"></i>acknowledged, not yet recorded</span>\
      <span><i class="key-fault"></i>fault</span></figcaption>
      """;

  private final StringBuilder html = new StringBuilder();

  private Page() {}

  public static String of(Round round) {
    Page page = new Page();
    page.add(HEAD, round.build(), style());
    page.opening(round);
    page.table(round.results());
    if (!round.proofs().isEmpty()) {
      page.html.append("<h2>The drill can see</h2>");
      page.html.append(
          "<p class=\"soft\">These builds break a promise on purpose. Each must come out RED, else"
              + " a GREEN above would prove nothing.</p>");
      page.table(round.proofs());
    }
    page.html.append("<h2>What happened</h2>");
    round.results().forEach(page::article);
    round.proofs().forEach(page::article);
    page.html.append("</main></body></html>\n");
    return page.html.toString();
  }

  private void opening(Round round) {
    add(
        """
        <h1>Hardness map</h1>
        <p class="soft">build <code>%s</code> · seed <code>%d</code> · %s · %s</p>
        <p>%s</p>
        """,
        Text.escaped(round.build()),
        round.seed(),
        Text.escaped(round.started()),
        Notes.seconds(round.millis()),
        round.passed()
            ? "No promise was broken."
            : "A promise was broken, or a known-bad build went unseen: see the red rows.");
  }

  private void table(List<Result> results) {
    html.append(
        """
        <div class="scroll"><table><thead><tr><th>scenario</th><th>verdict</th><th>acknowledged</th>\
        <th>found</th><th>quarantined</th><th>lost</th><th>duplicated</th><th>invented</th>\
        <th>lag 0 after</th></tr></thead><tbody>
        """);
    results.forEach(this::row);
    html.append("</tbody></table></div>");
  }

  private void row(Result result) {
    switch (result) {
      case Result.Skipped skipped ->
          add(
              """
              <tr><td>%s</td><td><span class="verdict">skipped</span></td>\
              <td colspan="7" class="soft" style="text-align:left">%s</td></tr>
              """,
              Text.escaped(skipped.name()), Text.escaped(skipped.reason()));
      case Result.Played played -> playedRow(played);
    }
  }

  private void playedRow(Result.Played played) {
    Judgement judgement = played.judgement();
    add(
        """
        <tr><td><a href="#%1$s">%1$s</a></td><td><span class="verdict %2$s">%2$s</span></td>\
        <td>%3$,d</td><td>%4$,d</td><td>%5$,d</td><td>%6$,d</td><td>%7$,d</td><td>%8$,d</td>\
        <td>%9$s</td></tr>
        """,
        Text.escaped(played.name()),
        judgement.verdict(),
        judgement.tally().acknowledged(),
        judgement.tally().found(),
        judgement.tally().quarantined(),
        judgement.count(Rule.LOST),
        judgement.count(Rule.DUPLICATED),
        judgement.count(Rule.INVENTED),
        Notes.lagZero(played));
  }

  private void article(Result result) {
    if (result instanceof Result.Played played) {
      add(
          """
          <article id="%1$s"><header><h3>%1$s</h3><span class="verdict %2$s">%2$s</span>\
          <span class="soft">%3$s</span></header>
          """,
          Text.escaped(played.name()), played.judgement().verdict(), Text.escaped(played.title()));
      measures(played.history().measures());
      findings(played.judgement().findings());
      add("<figure><div class=\"scroll\">%s</div>%s</figure>", Timeline.of(played.history()), KEYS);
      html.append("</article>");
    }
  }

  private void measures(List<Measure> measures) {
    html.append("<dl>");
    for (Measure measure : measures) {
      add(
          "<div><dt>%s</dt><dd%s>%s <span class=\"soft\">of %s</span></dd></div>",
          Text.escaped(measure.name()),
          measure.kept() ? "" : " class=\"late\"",
          Notes.took(measure),
          Notes.seconds(measure.limitMillis()));
    }
    html.append("</dl>");
  }

  private void findings(List<Finding> findings) {
    if (!findings.isEmpty()) {
      html.append("<ul>");
      for (Finding finding : findings) {
        add(
            "<li><b>%s %s</b> (%s): <code>%s</code></li>",
            Notes.number(finding.count()),
            finding.rule().word(),
            Text.escaped(finding.rule().meaning()),
            Text.escaped(String.join(" · ", finding.samples())));
      }
      html.append("</ul>");
    }
  }

  private static String style() {
    try (InputStream css = Page.class.getResourceAsStream("report.css")) {
      return new String(
          Objects.requireNonNull(css, "report.css").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The annotation it asks for lives in a library that nothing here needs at run time.
  @SuppressWarnings("AnnotateFormatMethod")
  private void add(String format, Object... values) {
    html.append(String.format(Locale.ROOT, format, values));
  }
}
