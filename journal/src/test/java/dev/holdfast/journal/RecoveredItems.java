package dev.holdfast.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What a start would find on a disk, without starting anything.
final class RecoveredItems {
  private RecoveredItems() {}

  static List<Item> of(JournalFiles disk, int segmentBytes, long floor) throws IOException {
    Recovery.Found found = Recovery.recover(disk, segmentBytes, floor, new UUID(0, 1));
    List<Item> items = new ArrayList<>();
    for (Segment segment : found.segments()) {
      try (SegmentItems reading = new SegmentItems(disk, segment, 4096)) {
        for (Item item = reading.next(segment); item != null; item = reading.next(segment)) {
          items.add(item);
        }
      }
    }
    return items;
  }

  static List<String> texts(JournalFiles disk, int segmentBytes, long floor) throws IOException {
    return of(disk, segmentBytes, floor).stream().map(Items::text).toList();
  }
}
