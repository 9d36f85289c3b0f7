package dev.holdfast.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A disk in memory that fails, fills up, hangs and loses power on demand. What was not synced
/// survives a kill of the process, and a power cut in part: sector by sector, and as a prefix of
/// the changes to the directory. Safe for many threads.
public final class SimulatedDisk implements JournalFiles {
  private final Faults faults = new Faults();
  private final Map<String, SimulatedFile> files = new TreeMap<>();

  /// Changes to the directory since it was last synced, in order.
  private final List<Change> unsynced = new ArrayList<>();

  private final Map<String, SimulatedFile> durable = new TreeMap<>();
  private final InstantSource clock;
  private long bytesMax = Long.MAX_VALUE / 2;
  private boolean locked;

  public SimulatedDisk(InstantSource clock) {
    this.clock = clock;
  }

  /// Opens a journal on this disk.
  public FileJournal open(FileJournalConfig config) {
    return FileJournal.open(this, config, 0, clock);
  }

  /// Says what goes wrong, and when.
  public Faults faults() {
    return faults;
  }

  /// Leaves so much room from now on.
  public synchronized void limitFree(long bytes) {
    bytesMax = used() + bytes;
  }

  synchronized long room() {
    return bytesMax - used();
  }

  private long used() {
    return files.values().stream().mapToLong(SimulatedFile::bytes).sum();
  }

  /// The disk as the next process finds it; whoever is still at this one gets errors.
  public synchronized SimulatedDisk afterKill() {
    faults.killAll();
    SimulatedDisk next = new SimulatedDisk(clock);
    files.forEach((name, file) -> next.files.put(name, file.copy(next)));
    next.durable.putAll(next.files);
    return next;
  }

  /// The disk as it is when power comes back.
  public synchronized SimulatedDisk afterPowerCut(SplittableRandom random) {
    faults.killAll();
    int kept = random.nextInt(unsynced.size() + 1);
    unsynced.subList(0, kept).forEach(change -> change.accept(durable));
    SimulatedDisk next = new SimulatedDisk(clock);
    durable.forEach((name, file) -> next.files.put(name, file.afterPowerCut(next, random)));
    next.durable.putAll(next.files);
    return next;
  }

  /// The same with everything unsynced still unsynced, to be broken in another way.
  synchronized SimulatedDisk copyUnsynced() {
    SimulatedDisk next = new SimulatedDisk(clock);
    IdentityHashMap<SimulatedFile, SimulatedFile> copies = new IdentityHashMap<>();
    UnaryOperator<SimulatedFile> copy =
        file -> copies.computeIfAbsent(file, original -> original.copy(next));
    files.forEach((name, file) -> next.files.put(name, copy.apply(file)));
    durable.forEach((name, file) -> next.durable.put(name, copy.apply(file)));
    for (Change change : unsynced) {
      next.unsynced.add(change.with(copy));
    }
    return next;
  }

  /// A file's bytes, to be damaged behind everybody's back.
  synchronized SimulatedFile file(String name) {
    return files.get(name);
  }

  private void change(Change change) {
    change.accept(files);
    unsynced.add(change);
  }

  @Override
  public List<String> names() throws IOException {
    faults.meet(Faults.Call.NAMES);
    synchronized (this) {
      return List.copyOf(files.keySet());
    }
  }

  @Override
  public JournalFile create(String name) throws IOException {
    faults.meet(Faults.Call.CREATE);
    synchronized (this) {
      if (files.containsKey(name)) {
        throw new FileAlreadyExistsException(name);
      }
      SimulatedFile file = new SimulatedFile(this);
      change(new Change(null, name, file));
      return file.handle();
    }
  }

  @Override
  public JournalFile openToRead(String name) throws IOException {
    return openToWrite(name);
  }

  @Override
  public JournalFile openToWrite(String name) throws IOException {
    faults.meet(Faults.Call.OPEN);
    synchronized (this) {
      return existing(name).handle();
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    faults.meet(Faults.Call.RENAME);
    synchronized (this) {
      SimulatedFile file = existing(from);
      change(new Change(from, to, file));
    }
  }

  @Override
  public void delete(String name) throws IOException {
    faults.meet(Faults.Call.DELETE);
    synchronized (this) {
      change(new Change(name, null, null));
    }
  }

  @Override
  public void syncDirectory() throws IOException {
    faults.meet(Faults.Call.SYNC_DIRECTORY);
    synchronized (this) {
      unsynced.forEach(change -> change.accept(durable));
      unsynced.clear();
    }
  }

  @Override
  public long usableBytes() throws IOException {
    faults.meet(Faults.Call.USABLE_BYTES);
    return room();
  }

  @Override
  public Instant modifiedAt(String name) throws IOException {
    faults.meet(Faults.Call.MODIFIED_AT);
    synchronized (this) {
      return existing(name).modifiedAt();
    }
  }

  @Override
  public synchronized AutoCloseable lock() throws IOException {
    if (locked) {
      throw new IOException("locked");
    }
    locked = true;
    return this::unlock;
  }

  private synchronized void unlock() {
    locked = false;
  }

  Instant now() {
    return clock.instant();
  }

  private SimulatedFile existing(String name) throws NoSuchFileException {
    SimulatedFile file = files.get(name);
    if (file == null) {
      throw new NoSuchFileException(name);
    }
    return file;
  }

  /// One change to the directory: a name goes, a name comes, or both.
  private record Change(
      @Nullable String gone, @Nullable String come, @Nullable SimulatedFile file) {
    void accept(Map<String, SimulatedFile> names) {
      if (gone != null) {
        names.remove(gone);
      }
      if (come != null) {
        names.put(come, file);
      }
    }

    Change with(UnaryOperator<SimulatedFile> copy) {
      return new Change(gone, come, file == null ? null : copy.apply(file));
    }
  }
}
