package dev.holdfast.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides what of the newest segment counts. What was acknowledged is kept, readable or not; what
/// a crash interrupted is cut. Three proofs that a broken place was acknowledged: something written
/// later says `synced through` it, the ledger says so (the floor), or no interrupted write can have
/// left it like this.
final class TailScan {
  /// What counts.
  ///
  /// @param last number of the last entry that counts
  /// @param bytes where the counting part of the file ends
  /// @param lastChecksum checksum of the last whole record that counts, 0 when there is none
  /// @param damaged whether broken places are among what counts
  /// @param provenBytes where the part ends of which something says that it was synced
  /// @param cutBytes what was there behind it
  record Outcome(
      long last, long bytes, int lastChecksum, boolean damaged, long provenBytes, long cutBytes) {}

  /// A `SegmentCursor.Found` without its payload.
  private record Place(long at, long end, RecordFormat.@Nullable Header header, boolean whole) {}

  private final TornWrite torn;
  private final int salt;
  private final long limit;
  private final List<Place> places = new ArrayList<>();

  private long synced;
  private long expected;
  private long last;
  private long bytes = SegmentHeader.BYTES;
  private long provenBytes = SegmentHeader.BYTES;
  private int lastChecksum;
  private boolean damaged;
  private int checksum;
  private long appendLast;

  private TailScan(JournalFile file, int salt, long first, long synced) throws IOException {
    this.salt = salt;
    this.limit = file.size();
    this.torn = new TornWrite(file, limit);
    this.expected = first;
    this.last = first - 1;
    this.appendLast = last;
    this.synced = synced;
  }

  /// @param synced entries known to be acknowledged from elsewhere
  static Outcome scan(JournalFile file, int salt, long first, long synced) throws IOException {
    TailScan scan = new TailScan(file, salt, first, synced);
    scan.collect(
        new SegmentCursor(
            new Window(file, Recovery.WINDOW_BYTES), salt, SegmentHeader.BYTES, first - 1));
    return scan.decide();
  }

  private void collect(SegmentCursor cursor) throws IOException {
    for (SegmentCursor.Found found = cursor.next(limit);
        found != null;
        found = cursor.next(limit)) {
      Place place =
          switch (found) {
            case SegmentCursor.Whole whole ->
                new Place(whole.at(), whole.end(), whole.header(), true);
            case SegmentCursor.Broken broken ->
                new Place(broken.at(), end(broken), broken.header(), false);
          };
      places.add(place);
      if (place.header() != null) {
        synced = Math.max(synced, place.header().syncedThrough());
      }
    }
  }

  private long end(SegmentCursor.Broken broken) throws IOException {
    boolean nothingBehind = broken.header() == null && broken.end() == limit;
    return nothingBehind ? torn.contentEnd(broken.at()) : broken.end();
  }

  private Outcome decide() throws IOException {
    boolean counts = true;
    for (int i = 0; i < places.size() && counts; i++) {
      counts = places.get(i).whole() ? whole(places.get(i)) : broken(places.get(i), i);
    }
    return outcome();
  }

  /// Takes a whole record; false when records before it are missing and were never acknowledged.
  private boolean whole(Place place) {
    RecordFormat.Header header = place.header();
    if (header == null || header.isMark() || header.sequence() < expected) {
      end(place);
      return true;
    }
    if (header.sequence() > expected && expected > synced) {
      return false;
    }
    damaged |= header.sequence() > expected;
    take(place, header.sequence(), header.lastOfAppend());
    return true;
  }

  /// Takes a broken place as damage; false when it is the unacknowledged end.
  private boolean broken(Place place, int index) throws IOException {
    long through = through(place, index);
    boolean acknowledged = expected <= synced || !torn.explains(place.at(), extent(place, index));
    if (!acknowledged) {
      return false;
    }
    if (through >= expected) {
      damaged = true;
      take(place, through, true);
    }
    return true;
  }

  /// The number of the last entry that a broken place held.
  private long through(Place place, int index) throws IOException {
    if (place.header() != null) {
      return place.header().sequence();
    }
    for (Place later : places.subList(index + 1, places.size())) {
      if (later.header() != null) {
        return later.header().isMark() ? later.header().sequence() : later.header().sequence() - 1;
      }
    }
    boolean entry = torn.looksLikeEntry(place.at(), salt);
    return Math.max(synced, entry ? expected : expected - 1);
  }

  private TornWrite.Extent extent(Place place, int index) {
    boolean lastPlace = index == places.size() - 1;
    RecordFormat.Header header = place.header();
    long headerEnd = place.at() + RecordFormat.HEADER_BYTES;
    return header == null
        ? new TornWrite.Extent(Math.max(headerEnd, place.end()), lastPlace)
        : new TornWrite.Extent(headerEnd + header.payloadBytes(), lastPlace);
  }

  private void take(Place place, long through, boolean lastOfAppend) {
    last = through;
    expected = through + 1;
    if (place.whole() && place.header() != null) {
      lastChecksum = place.header().checksum();
    }
    if (lastOfAppend || through <= synced) {
      appendLast = last;
    }
    if (through <= synced) {
      provenBytes = place.end();
    }
    end(place);
  }

  private void end(Place place) {
    if (last == appendLast) {
      bytes = place.end();
      checksum = lastChecksum;
    }
  }

  /// An append is found whole or not at all: one that was begun and not finished goes too.
  private Outcome outcome() {
    long through = Math.max(appendLast, synced);
    long end = Math.min(limit, RecordFormat.roundUpToSector(bytes));
    long cutBytes = places.isEmpty() ? 0 : Math.max(0, places.getLast().end() - end);
    return new Outcome(
        through, end, checksum, damaged || through > appendLast, provenBytes, cutBytes);
  }
}
