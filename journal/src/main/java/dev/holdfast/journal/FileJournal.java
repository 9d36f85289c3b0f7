package dev.holdfast.journal;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A journal in files of one directory, synced before it answers. One process at a time may have it
/// open.
public final class FileJournal implements Journal {
  /// What the parts of a journal share.
  record Parts(
      JournalFiles files,
      FileJournalConfig config,
      Segments segments,
      AppendQueue queue,
      DurableSignal signal,
      Damages damages) {}

  private static final Duration RETRY_SOON = Duration.ofSeconds(1);

  private final UUID id;
  private final Parts parts;
  private final AutoCloseable lock;
  private final Deadline deadline;
  private final Spares spares;
  private final GroupCommitWriter writer;
  private final Retention retention;
  private final Scrub scrub;
  private volatile boolean closed;

  private FileJournal(Recovery.Found found, Parts parts, AutoCloseable lock, InstantSource clock) {
    this.id = found.journal();
    this.parts = parts;
    this.lock = lock;
    deadline = new Deadline(parts.queue(), parts.config().deadline());
    spares = new Spares(parts.files(), parts.config(), found, parts.queue()::wake);
    Roll roll = new Roll(parts, spares, id, found.epoch(), clock);
    writer = new GroupCommitWriter(parts, deadline, roll, Tail.none(found.last(), found.link()));
    retention = new Retention(parts, id, clock);
    scrub = new Scrub(parts);
  }

  /// Opens the journal in a directory, which is made when it is not there.
  ///
  /// @throws HoldfastException when another process has it open or it cannot be used
  public static FileJournal open(Path directory, FileJournalConfig config) {
    return open(directory, config, 0, InstantSource.system());
  }

  /// Opens the journal in a directory.
  ///
  /// @param floor entries up to here are known to have been acknowledged, from the ledger of this
  ///   very journal; 0 when it is not known
  /// @throws HoldfastException when another process has it open or it cannot be used
  public static FileJournal open(
      Path directory, FileJournalConfig config, long floor, InstantSource clock) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new HoldfastException("Journal directory " + directory + " cannot be made", e);
    }
    return open(new FileSystemFiles(directory), config, floor, clock);
  }

  static FileJournal open(
      JournalFiles files, FileJournalConfig config, long floor, InstantSource clock) {
    try {
      AutoCloseable lock = files.lock();
      try {
        return recover(files, config, floor, clock, lock);
      } catch (IOException | RuntimeException e) {
        closeQuietly(lock);
        throw e;
      }
    } catch (IOException e) {
      throw new HoldfastException("The journal cannot be opened: " + e.getMessage(), e);
    }
  }

  private static FileJournal recover(
      JournalFiles files,
      FileJournalConfig config,
      long floor,
      InstantSource clock,
      AutoCloseable lock)
      throws IOException {
    Recovery.Found found =
        Recovery.recover(files, config.sizes().segmentBytes(), floor, UUID.randomUUID());
    Damages damages = new Damages(files);
    if (found.damaged()) {
      Scrub.check(files, found.segments().getLast(), damages, _ -> {});
    }
    Parts parts =
        new Parts(
            files,
            config,
            new Segments(found.segments(), Tail.none(found.last(), found.link()).durable()),
            new AppendQueue(config.sizes().queueBytesMax()),
            new DurableSignal(),
            damages);
    FileJournal journal = new FileJournal(found, parts, lock, clock);
    journal.start();
    return journal;
  }

  private void start() {
    spares.start();
    writer.start();
    deadline.start();
    retention.start();
    scrub.start();
  }

  @Override
  public UUID id() {
    return id;
  }

  @Override
  public CompletableFuture<Appended> append(List<Entry> entries) {
    List<Entry> kept = List.copyOf(entries);
    if (kept.isEmpty()) {
      throw new IllegalArgumentException("an append needs at least one entry");
    }
    long bytes = bytes(kept);
    Appended.Refused refused = writer.refusal();
    if (bytes > parts.config().sizes().groupBytesMax()) {
      refused = tooLarge(bytes);
    }
    if (refused != null) {
      return CompletableFuture.completedFuture(refused);
    }
    Pending pending = Pending.of(kept, (int) bytes, System.nanoTime());
    return switch (parts.queue().offer(pending)) {
      case QUEUED -> pending;
      case BUSY -> CompletableFuture.completedFuture(busy());
      case CLOSED -> CompletableFuture.completedFuture(GroupCommitWriter.CLOSED);
    };
  }

  private static long bytes(List<Entry> entries) {
    long bytes = 0;
    for (Entry entry : entries) {
      bytes += RecordFormat.recordBytes(entry.payload().remaining());
    }
    return bytes;
  }

  private Appended.Refused tooLarge(long bytes) {
    return new Appended.Refused(
        Appended.Refusal.TOO_LARGE,
        "An append of %d bytes; the journal takes %d at once"
            .formatted(bytes, parts.config().sizes().groupBytesMax()),
        Duration.ZERO);
  }

  private Appended.Refused busy() {
    return new Appended.Refused(
        Appended.Refusal.BUSY,
        "%d bytes are waiting for the disk already".formatted(parts.queue().bytes()),
        RETRY_SOON);
  }

  @Override
  public JournalReader read(long sequence) {
    return new FileJournalReader(parts, () -> closed, sequence);
  }

  @Override
  public long durableThrough() {
    return parts.segments().durableThrough();
  }

  @Override
  public void release(long sequence) {
    retention.release(sequence);
  }

  /// The segments as they are now.
  Segments.Snapshot segments() {
    return parts.segments().snapshot();
  }

  /// Deletes what may go now, instead of at the next look.
  void sweep() throws IOException {
    retention.sweep();
  }

  @Override
  public JournalStatus status() {
    Segments.Snapshot segments = parts.segments().snapshot();
    Appended.Refused refused = writer.refusal();
    SyncFigures syncs = writer.figures();
    return new JournalStatus(
        state(refused),
        refused == null ? "" : refused.message(),
        segments.active().last(),
        retention.releasedThrough(),
        segments.oldest(),
        segments.bytes(parts.config().sizes().segmentBytes()),
        usableBytes(),
        segments.sealed().size() + 1,
        parts.damages().entries(),
        syncs.count(),
        syncs.nanosLast(),
        syncs.nanosMax(),
        parts.queue().bytes());
  }

  private static JournalStatus.State state(Appended.@Nullable Refused refused) {
    return switch (refused == null ? null : refused.refusal()) {
      case null -> JournalStatus.State.OPEN;
      case FULL -> JournalStatus.State.FULL;
      case CLOSED -> JournalStatus.State.CLOSED;
      case FAILED, BUSY, TOO_LARGE -> JournalStatus.State.FAILED;
    };
  }

  private long usableBytes() {
    try {
      return parts.files().usableBytes();
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    Duration wait = parts.config().deadline().multipliedBy(2);
    boolean ended = writer.close(wait);
    if (!ended) {
      deadline.expireAll();
    }
    closed = true;
    parts.signal().signal();
    deadline.close();
    spares.close();
    retention.close();
    scrub.close();
    if (ended
        && deadline.ended(wait)
        && spares.ended(wait)
        && retention.ended(wait)
        && scrub.ended(wait)) {
      closeQuietly(lock); // else somebody hangs in a write: only the end of the process frees it
    }
  }

  private static void closeQuietly(AutoCloseable lock) {
    try {
      lock.close();
    } catch (Exception _) {
      // The process end frees it.
    }
  }
}
