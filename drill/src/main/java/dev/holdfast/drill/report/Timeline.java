package dev.holdfast.drill.report;

import dev.holdfast.drill.history.History;
import dev.holdfast.drill.history.Mark;
import dev.holdfast.drill.history.Mark.What;
import dev.holdfast.drill.history.Sample;
import java.util.Locale;

/// Draws a run: above the rates, below how far the ledger was behind, the fault shaded behind both.
/// Colours come from the page.
final class Timeline {
  private static final int LEFT = 64;
  private static final int WIDTH = 800;
  private static final int RATES_TOP = 26;
  private static final int RATES_HEIGHT = 130;
  private static final int BEHIND_TOP = 182;
  private static final int BEHIND_HEIGHT = 64;
  private static final int BOTTOM = BEHIND_TOP + BEHIND_HEIGHT;

  private final History history;
  private final Series series;
  private final double lengthMillis;
  private final StringBuilder svg = new StringBuilder();

  private Timeline(History history) {
    this.history = history;
    this.series = new Series(history);
    this.lengthMillis = Math.max(1, history.lengthMillis());
  }

  static String of(History history) {
    Timeline timeline = new Timeline(history);
    timeline.draw();
    return timeline.svg.toString();
  }

  private void draw() {
    add(
        """
        <svg viewBox="0 0 %d %d" role="img" aria-label="timeline of %s">\
        """,
        LEFT + WIDTH + 16, BOTTOM + 26, Text.escaped(history.facts().scenario()));
    fault();
    frame(RATES_TOP, RATES_HEIGHT, "items/s", series.rateMax());
    frame(BEHIND_TOP, BEHIND_HEIGHT, "not yet recorded", (double) series.behindMax());
    area("acked", series.acknowledged());
    line("sent", series.sent());
    line("away", series.turnedAway());
    behind();
    events();
    seconds();
    svg.append("</svg>");
  }

  private void fault() {
    double from = -1;
    for (Mark mark : history.marks()) {
      if (mark.what() == What.FAULT_BEGINS) {
        from = x(mark.at());
      } else if (mark.what() == What.FAULT_ENDS && from >= 0) {
        add(
            """
            <rect class="fault" x="%.1f" y="%d" width="%.1f" height="%d"/>\
            """,
            from, RATES_TOP - 14, Math.max(2, x(mark.at()) - from), BOTTOM - RATES_TOP + 14);
        from = -1;
      }
    }
  }

  private void frame(int top, int height, String name, double max) {
    add(
        """
        <line class="axis" x1="%d" y1="%d" x2="%d" y2="%d"/>\
        """,
        LEFT, top + height, LEFT + WIDTH, top + height);
    add(
        """
        <line class="grid" x1="%d" y1="%d" x2="%d" y2="%d"/>\
        """,
        LEFT, top, LEFT + WIDTH, top);
    label("end", LEFT - 8, top + 4, Notes.number((long) Math.ceil(max)));
    label("end", LEFT - 8, top + height + 4, "0");
    label("start", LEFT + 6, top + 12, name);
  }

  private void area(String style, double[] values) {
    add(
        """
        <path class="%s" d="M%d %d\
        """,
        style, LEFT, RATES_TOP + RATES_HEIGHT);
    add("L%d %.1f", LEFT, yOfRate(values[0]));
    points(values);
    add("L%.1f %d Z\"/>", xOf(values.length - 1), RATES_TOP + RATES_HEIGHT);
  }

  private void line(String style, double[] values) {
    add(
        """
        <path class="%s" d="M%d %.1f\
        """,
        style, LEFT, yOfRate(values[0]));
    points(values);
    svg.append("\"/>");
  }

  private void points(double[] values) {
    for (int i = 0; i < values.length; i++) {
      add("L%.1f %.1f", xOf(i), yOfRate(values[i]));
    }
  }

  /// While the drill could not count, the line has a gap.
  private void behind() {
    svg.append("<path class=\"behind\" d=\"");
    boolean pen = false;
    for (Sample sample : history.samples()) {
      if (sample.behind() >= 0) {
        double y = BOTTOM - sample.behind() * (double) BEHIND_HEIGHT / series.behindMax();
        add("%s%.1f %.1f", pen ? "L" : "M", x(sample.at()), y);
      }
      pen = sample.behind() >= 0;
    }
    svg.append("\"/>");
  }

  private void events() {
    for (Mark mark : history.marks()) {
      if (mark.what() != What.BREACH) {
        add(
            """
            <g class="event"><title>%s, %s</title><line x1="%3$.1f" y1="%4$d" x2="%3$.1f" \
            y2="%5$d"/><circle cx="%3$.1f" cy="%4$d" r="3"/></g>\
            """,
            Text.escaped(mark.text()),
            Notes.seconds(mark.at()),
            x(mark.at()),
            RATES_TOP - 14,
            BOTTOM);
      }
    }
  }

  private void seconds() {
    double step = step();
    for (double second = 0; second * 1_000 <= lengthMillis; second += step) {
      label("middle", x((long) (second * 1_000)), BOTTOM + 18, format("%.0f s", second));
    }
  }

  private double step() {
    double[] steps = {1, 2, 5, 10, 20, 30, 60, 120, 300};
    for (double step : steps) {
      if (lengthMillis / 1_000 / step <= 12) {
        return step;
      }
    }
    return 600;
  }

  private void label(String anchor, double x, double y, String text) {
    add(
        """
        <text text-anchor="%s" x="%.1f" y="%.1f">%s</text>\
        """,
        anchor, x, y, Text.escaped(text));
  }

  private double yOfRate(double value) {
    return RATES_TOP + RATES_HEIGHT - value * RATES_HEIGHT / series.rateMax();
  }

  private double xOf(int stretch) {
    return x((stretch + 1) * series.stretchMillis());
  }

  private double x(long millis) {
    return LEFT + Math.min(1, millis / lengthMillis) * WIDTH;
  }

  private void add(String format, Object... values) {
    svg.append(format(format, values));
  }

  // The annotation it asks for lives in a library that nothing here needs at run time.
  @SuppressWarnings("AnnotateFormatMethod")
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
