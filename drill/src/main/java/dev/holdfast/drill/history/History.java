package dev.holdfast.drill.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A run read back from its folder, whole.
///
/// @param books the server's own books as JSON, empty when it gave none
public record History(
    Facts facts,
    List<Sent> sent,
    List<Answered> answered,
    List<Found> found,
    List<Mark> marks,
    List<Sample> samples,
    List<Measure> measures,
    String books) {
  static final String FACTS = "facts.txt";
  public static final String SENT = "sent.tsv";
  public static final String ANSWERED = "answered.tsv";
  static final String FOUND = "found.tsv";
  static final String MARKS = "marks.tsv";
  static final String SAMPLES = "samples.tsv";
  static final String MEASURES = "measures.tsv";
  static final String BOOKS = "books.json";

  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FACTS));
  }

  public static History read(Path folder) {
    try {
      return new History(
          Facts.parse(Files.readString(folder.resolve(FACTS))),
          LineLog.read(folder.resolve(SENT), Sent::parse),
          LineLog.read(folder.resolve(ANSWERED), Answered::parse),
          LineLog.read(folder.resolve(FOUND), Found::parse),
          LineLog.read(folder.resolve(MARKS), Mark::parse),
          LineLog.read(folder.resolve(SAMPLES), Sample::parse),
          LineLog.read(folder.resolve(MEASURES), Measure::parse),
          booksIn(folder));
    } catch (IOException e) {
      throw new DrillException("No history of a drill can be read in " + folder, e);
    }
  }

  private static String booksIn(Path folder) throws IOException {
    Path books = folder.resolve(BOOKS);
    return Files.exists(books) ? Files.readString(books) : "";
  }

  /// Milliseconds from the run's start to its last line.
  public long lengthMillis() {
    long last = 0;
    last = Math.max(last, sent.isEmpty() ? 0 : sent.getLast().at());
    last = Math.max(last, answered.isEmpty() ? 0 : answered.getLast().at());
    last = Math.max(last, samples.isEmpty() ? 0 : samples.getLast().at());
    return Math.max(last, marks.isEmpty() ? 0 : marks.getLast().at());
  }
}
