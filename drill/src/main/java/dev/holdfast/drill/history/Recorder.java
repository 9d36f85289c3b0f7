package dev.holdfast.drill.history;

import dev.holdfast.drill.time.RunClock;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes the history of one run. Safe for many threads; the logs are append-only, so a history
/// that was cut short still reads up to its last whole line.
public final class Recorder implements Closeable {
  private final RunClock clock;
  private final LineLog<Sent> sent;
  private final LineLog<Answered> answered;
  private final LineLog<Found> found;
  private final LineLog<Mark> marks;
  private final LineLog<Sample> samples;
  private final LineLog<Measure> measures;
  private final Path folder;

  public Recorder(Path folder, RunClock clock) {
    this.folder = folder;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sent = new LineLog<>(folder.resolve(History.SENT));
    answered = new LineLog<>(folder.resolve(History.ANSWERED));
    found = new LineLog<>(folder.resolve(History.FOUND));
    marks = new LineLog<>(folder.resolve(History.MARKS));
    samples = new LineLog<>(folder.resolve(History.SAMPLES));
    measures = new LineLog<>(folder.resolve(History.MEASURES));
  }

  public Path folder() {
    return folder;
  }

  public RunClock clock() {
    return clock;
  }

  public void sent(Sent line) {
    sent.append(line);
  }

  public void answered(Answered line) {
    answered.append(line);
  }

  public void found(Found line) {
    found.append(line);
  }

  public void sample(Sample line) {
    samples.append(line);
  }

  public void measure(Measure line) {
    measures.append(line);
  }

  public void mark(Mark.What what, String text) {
    marks.append(new Mark(clock.millis(), what, text));
  }

  /// The books as the server showed them at the end.
  public void books(String json) {
    write(History.BOOKS, json);
  }

  public void facts(Facts facts) {
    write(History.FACTS, facts.toText());
  }

  public void flush() {
    sent.flush();
    answered.flush();
    marks.flush();
    samples.flush();
  }

  private void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    sent.close();
    answered.close();
    found.close();
    marks.close();
    samples.close();
    measures.close();
  }
}
