package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way of breaking a small journal, one place at a time: what was acknowledged is there or is
/// reported, and nothing but the place that was hit is touched.
class DamageTest {
  private static final int SEGMENT_BYTES = 1536;
  private static final int ENTRIES = 4;

  /// How the four acknowledged entries lie there, and how the journal was left.
  enum Shape {
    /// Four groups in two segments, closed.
    CLOSED,
    /// Four groups in two segments, killed: nothing vouches for the last.
    KILLED,
    /// One append, so one group: nothing vouches for any of it.
    KILLED_ONE_APPEND
  }

  private static SimulatedDisk givenJournal(Shape shape) throws Exception {
    SimulatedDisk disk = new SimulatedDisk(InstantSource.system());
    try (FileJournal journal = disk.open(Configs.small(SEGMENT_BYTES))) {
      List<Entry> entries =
          IntStream.rangeClosed(1, ENTRIES).mapToObj(i -> Items.entry(i, text(i))).toList();
      if (shape == Shape.KILLED_ONE_APPEND) {
        journal.append(entries).get();
      } else {
        for (Entry entry : entries) {
          journal.append(List.of(entry)).get();
        }
      }
      if (shape != Shape.CLOSED) {
        return disk.copyUnsynced();
      }
    }
    return disk;
  }

  private static String text(int i) {
    return "entry " + i + " " + "abcdefghi".repeat(i);
  }

  private static List<String> whole() {
    return Stream.iterate(1, i -> i + 1)
        .limit(ENTRIES)
        .map(i -> i + ":" + i + ":" + text(i))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyFlippedBitCostsAtMostTheEntryItHitAndIsReported(Shape shape) throws Exception {
    SimulatedDisk disk = givenJournal(shape);
    int hits = 0;

    for (String name : segments(disk)) {
      byte[] bytes = disk.file(name).content();
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        SimulatedDisk damaged = disk.copyUnsynced();
        damaged.file(name).damage(bytes);
        hits += requireReported(damaged, name + " bit " + bit);
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
      }
    }

    assertThat(hits).as("bits that hit an entry").isGreaterThan(ENTRIES * 32 * 8);
  }

  private static int requireReported(SimulatedDisk damaged, String where) throws Exception {
    List<String> found = RecoveredItems.texts(damaged, SEGMENT_BYTES, 0);

    assertThat(found).as(where).hasSize(ENTRIES);
    List<String> reported = found.stream().filter(text -> text.endsWith(":damaged")).toList();
    assertThat(reported).as(where).hasSizeLessThanOrEqualTo(1);
    for (int i = 0; i < ENTRIES; i++) {
      String expected = whole().get(i);
      String gone = (i + 1) + "-" + (i + 1) + ":damaged";
      assertThat(found.get(i)).as(where).isIn(expected, gone);
    }
    return reported.size();
  }

  @Test
  void aFileCutAnywhereInItsLastRecordLosesThatRecordOnly() throws Exception {
    SimulatedDisk disk = givenJournal(Shape.KILLED);
    String name = segments(disk).getLast();
    byte[] bytes = disk.file(name).content();
    int end = contentEnd(bytes);
    int start = (end - 1) & -RecordFormat.SECTOR_BYTES;
    int recordEnd = start + RecordFormat.recordBytes(text(ENTRIES).length());

    for (int length = start; length < recordEnd; length++) {
      SimulatedDisk cut = disk.copyUnsynced();
      cut.file(name).damage(Arrays.copyOf(bytes, length));

      List<String> found = RecoveredItems.texts(cut, SEGMENT_BYTES, 0);

      boolean lost = length < start + RecordFormat.HEADER_BYTES + text(ENTRIES).length();
      assertThat(found)
          .as("cut at %d of %d", length, recordEnd)
          .isEqualTo(whole().subList(0, lost ? ENTRIES - 1 : ENTRIES));
    }
  }

  @Test
  void aCutRecordThatTheLedgerKnowsIsReported() throws Exception {
    SimulatedDisk disk = givenJournal(Shape.KILLED);
    String name = segments(disk).getLast();
    byte[] bytes = disk.file(name).content();
    disk.file(name).damage(Arrays.copyOf(bytes, contentEnd(bytes) - 1));

    List<String> found = RecoveredItems.texts(disk, SEGMENT_BYTES, ENTRIES);

    assertThat(found).hasSize(ENTRIES).endsWith("4-4:damaged");
  }

  @ParameterizedTest
  @EnumSource(value = Shape.class, names = "KILLED_ONE_APPEND", mode = EnumSource.Mode.EXCLUDE)
  void aSectorThatWasNeverWrittenIsReportedWhenSomethingLaterProvesIt(Shape shape)
      throws Exception {
    SimulatedDisk disk = givenJournal(shape);
    List<String> names = segments(disk);

    for (String name : names) {
      byte[] bytes = disk.file(name).content();
      for (int sector = 512; sector < contentEnd(bytes); sector += 512) {
        SimulatedDisk lying = disk.copyUnsynced();
        byte[] lost = bytes.clone();
        Arrays.fill(lost, sector, Math.min(lost.length, sector + 512), (byte) 0);
        lying.file(name).damage(lost);

        List<String> found = RecoveredItems.texts(lying, SEGMENT_BYTES, 0);

        boolean newest = shape == Shape.KILLED && name.equals(names.getLast());
        boolean unproven = newest && sector + 512 >= contentEnd(bytes);
        assertThat(found)
            .as("%s sector %d", name, sector)
            .hasSize(unproven ? ENTRIES - 1 : ENTRIES);
      }
    }
  }

  @Test
  void aMissingSegmentIsReportedAsAWhole() throws Exception {
    SimulatedDisk disk = givenJournal(Shape.CLOSED);
    String oldest = segments(disk).getFirst();
    byte[] header = Arrays.copyOf(disk.file(oldest).content(), 512);
    disk.file(oldest).damage(header);

    List<String> found = RecoveredItems.texts(disk, SEGMENT_BYTES, 0);

    assertThat(found.getFirst()).matches("1-\\d:damaged");
    assertThat(found.getLast()).isEqualTo(whole().getLast());
  }

  @Test
  void anUnreadablePlaceIsDamageNotTheEnd() throws Exception {
    SimulatedDisk disk = givenJournal(Shape.CLOSED);
    byte[] bytes = disk.file(segments(disk).getFirst()).content();
    Arrays.fill(bytes, 512, 1024, (byte) 0xEE);
    disk.file(segments(disk).getFirst()).damage(bytes);

    assertThat(RecoveredItems.texts(disk, SEGMENT_BYTES, 0))
        .startsWith("1-1:damaged", whole().get(1));
  }

  private static List<String> segments(SimulatedDisk disk) throws Exception {
    return disk.names().stream()
        .filter(name -> SegmentName.number(name).isPresent())
        .filter(name -> contentEnd(disk.file(name).content()) > 0)
        .toList();
  }

  private static int contentEnd(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end;
  }
}
