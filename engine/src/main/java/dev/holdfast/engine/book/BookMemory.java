package dev.holdfast.engine.book;

import dev.holdfast.engine.ledger.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A small file that remembers what the ledger's books said last, so that they answer right after a
/// restart while the database is away. A convenience: nothing is lost with it. Confined to one
/// thread.
public final class BookMemory {
  private static final Logger log = LoggerFactory.getLogger(BookMemory.class);
  private static final String MAGIC = "holdfast-books 1";

  private final @Nullable Path file;
  private @Nullable String saved;

  public BookMemory(@Nullable Path file) {
    this.file = file;
  }

  /// The books of this journal as they were remembered; empty books at its beginning when there is
  /// nothing, nothing readable, or something about another journal.
  public LiveBooks recall(UUID journal, Instant now) {
    Standing empty = new Standing(new Source(journal, 0), 0, now, new Entries(), Map.of());
    if (file == null || !Files.exists(file)) {
      return new LiveBooks(empty);
    }
    try {
      Standing found = parse(Files.readAllLines(file));
      return new LiveBooks(found.source().journal().equals(journal) ? found : empty);
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      log.warn("file={} is not readable, the books begin empty: {}", file, e.getMessage());
      return new LiveBooks(empty);
    }
  }

  void save(Standing standing) {
    String text = text(standing);
    if (file == null || text.equals(saved)) {
      return;
    }
    try {
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      saved = text;
    } catch (IOException e) {
      log.warn("file={} cannot be written, the books are kept in memory only: {}", file, e);
    }
  }

  private static String text(Standing standing) {
    StringBuilder text = new StringBuilder();
    line(text, MAGIC);
    Source source = standing.source();
    line(text, source.journal() + " " + source.epoch() + " " + standing.position());
    line(text, standing.asOf().toString());
    for (Entries.Line line : standing.ledger().lines()) {
      line(text, line.account().word() + " " + line.items() + " " + line.tenant());
    }
    standing
        .unexplained()
        .forEach((tenant, items) -> line(text, "unexplained " + items + " " + tenant));
    return text + Long.toHexString(checksum(text.toString()));
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.replace('\n', ' ')).append('\n');
  }

  private static Standing parse(List<String> lines) {
    if (lines.size() < 4 || !lines.getFirst().equals(MAGIC)) {
      throw new IllegalArgumentException("not a file of books");
    }
    String body = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
    if (!lines.getLast().equals(Long.toHexString(checksum(body)))) {
      throw new IllegalArgumentException("checksum does not match");
    }
    List<String> head = words(lines.get(1), 3);
    Source source = new Source(UUID.fromString(head.get(0)), Integer.parseInt(head.get(1)));
    Entries entries = new Entries();
    Map<String, Long> unexplained = new TreeMap<>();
    for (String line : lines.subList(3, lines.size() - 1)) {
      List<String> words = words(line, 3);
      long items = Long.parseLong(words.get(1));
      if (words.get(0).equals("unexplained")) {
        unexplained.put(words.get(2), items);
      } else {
        entries.add(words.get(2), Account.of(words.get(0)), items);
      }
    }
    long position = Long.parseLong(head.get(2));
    return new Standing(source, position, Instant.parse(lines.get(2)), entries, unexplained);
  }

  private static List<String> words(String line, int count) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", count)));
    if (words.size() != count) {
      throw new IllegalArgumentException("line is not " + count + " words: " + line);
    }
    return words;
  }

  private static long checksum(String text) {
    CRC32C checksum = new CRC32C();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    return checksum.getValue();
  }
}
