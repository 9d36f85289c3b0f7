package dev.holdfast.journal;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Follows the segments from one place on. Confined to one thread at a time.
final class FileJournalReader implements JournalReader {
  private static final int WINDOW_BYTES_MIN = 64 * 1024;
  private static final int WINDOW_BYTES_MAX = 4 * 1024 * 1024;

  private final JournalFiles files;
  private final Segments segments;
  private final DurableSignal signal;
  private final Damages damages;
  private final BooleanSupplier closed;

  private long next;
  private @Nullable SegmentItems items;
  private long number;

  FileJournalReader(FileJournal.Parts parts, BooleanSupplier closed, long sequence) {
    this.files = parts.files();
    this.segments = parts.segments();
    this.signal = parts.signal();
    this.damages = parts.damages();
    this.closed = closed;
    this.next = Math.max(1, sequence);
  }

  @Override
  public List<Item> next(int itemsMax, int bytesMax, Duration wait) throws InterruptedException {
    if (itemsMax < 1) {
      throw new IllegalArgumentException("itemsMax must be at least 1, was " + itemsMax);
    }
    signal.await(() -> segments.durableThrough() >= next || closed.getAsBoolean(), wait.toNanos());
    try {
      return read(itemsMax, bytesMax);
    } catch (ClosedByInterruptException e) {
      close();
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException("reading was interrupted").initCause(e);
    } catch (IOException e) {
      close();
      throw new HoldfastException("Reading the journal at entry " + next + " failed", e);
    }
  }

  private List<Item> read(int itemsMax, int bytesMax) throws IOException {
    List<Item> found = new ArrayList<>();
    long bytes = 0;
    while (found.size() < itemsMax && (found.isEmpty() || bytes < bytesMax)) {
      Item item = item(bytesMax);
      if (item == null) {
        return found;
      }
      found.add(item);
      bytes += size(item);
    }
    return found;
  }

  private @Nullable Item item(int bytesMax) throws IOException {
    while (true) { // ends at the last durable entry
      Segment segment = segments.snapshot().from(next);
      if (segment == null) {
        return null;
      }
      Item item = itemOf(segment, bytesMax);
      if (item != null && last(item) >= next) {
        return handOut(item);
      }
    }
  }

  private @Nullable Item itemOf(Segment segment, int bytesMax) throws IOException {
    try {
      Item item = open(segment, bytesMax).next(segment);
      if (item == null) {
        next = segment.last() + 1;
      }
      return item;
    } catch (NoSuchFileException e) {
      Segment now = segments.snapshot().from(next);
      if (now != null && now.number() == segment.number()) {
        throw e;
      }
      return null; // released and deleted while we looked: what follows is the oldest now
    }
  }

  private Item handOut(Item item) {
    if (item instanceof Item.Damaged damaged) {
      damages.add(damaged);
    }
    next = last(item) + 1;
    return item;
  }

  private SegmentItems open(Segment segment, int bytesMax) throws IOException {
    SegmentItems open = items;
    if (open == null || number != segment.number()) {
      close();
      int window = Math.clamp(bytesMax, WINDOW_BYTES_MIN, WINDOW_BYTES_MAX);
      open = new SegmentItems(files, segment, window);
      items = open;
      number = segment.number();
    }
    return open;
  }

  private static int size(Item item) {
    return switch (item) {
      case Item.Stored stored -> stored.payload().remaining();
      case Item.Damaged damaged -> damaged.raw().remaining();
    };
  }

  private static long last(Item item) {
    return switch (item) {
      case Item.Stored stored -> stored.sequence();
      case Item.Damaged damaged -> damaged.last();
    };
  }

  @Override
  public void close() {
    SegmentItems open = items;
    items = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // It was open for reading only: nothing is lost.
      }
    }
  }
}
