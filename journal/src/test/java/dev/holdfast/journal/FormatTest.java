package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The bytes on disk: a journal written by an older Holdfast must be readable by a newer one.
class FormatTest {
  private static final UUID JOURNAL = UUID.fromString("0193a2b4-5c6d-7e8f-9a0b-1c2d3e4f5061");
  private static final SegmentHeader HEADER =
      new SegmentHeader(JOURNAL, 5, 3, 42, 41, 4, 0x01020304);

  @Test
  void aSegmentIsWrittenAsInTheGoldenFile() throws IOException {
    Group group = new Group(4096);
    int salt = RecordFormat.salt(JOURNAL, 5);
    group.begin(salt, 41);
    group.add(append(Items.entry(1, "hello"), Items.entry(255, "")));
    byte[] records = bytes(group.bytes());
    group.begin(salt, 43);
    group.addMark();

    assertThat(List.of(bytes(HEADER.encode()), records, bytes(group.bytes())))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(golden());
  }

  @Test
  void theGoldenFileIsReadAsItWasMeant() throws Exception {
    SimulatedDisk disk = new SimulatedDisk(InstantSource.system());
    try (JournalFile file = disk.create(SegmentName.of(5))) {
      for (int i = 0; i < 3; i++) {
        file.write(ByteBuffer.wrap(golden().get(i)), i * 512L);
      }
    }

    assertThat(SegmentHeader.decode(ByteBuffer.wrap(golden().getFirst()))).isEqualTo(HEADER);
    assertThat(RecoveredItems.texts(disk, 1536, 0)).containsExactly("42:1:hello", "43:255:");
  }

  @Test
  void aNewerFormatIsNotTouched() throws Exception {
    ByteBuffer sector = HEADER.encode();
    sector.putInt(8, 2).putInt(72, 0);
    sector.putInt(72, RecordFormat.checksum(sector.duplicate()));

    assertThatThrownBy(() -> SegmentHeader.decode(sector))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("format 2");
  }

  @Test
  void aRecordOfAnotherSegmentOrJournalIsNone() throws IOException {
    ByteBuffer record = ByteBuffer.wrap(golden().get(1));

    assertThat(RecordFormat.header(record, 0, RecordFormat.salt(JOURNAL, 5))).isNotNull();
    assertThat(RecordFormat.header(record, 0, RecordFormat.salt(JOURNAL, 6))).isNull();
    assertThat(RecordFormat.header(record, 0, RecordFormat.salt(new UUID(1, 2), 5))).isNull();
  }

  private static Pending append(Entry... entries) {
    return Pending.of(List.of(entries), 0, 0);
  }

  private static List<byte[]> golden() throws IOException {
    List<byte[]> sectors = new ArrayList<>();
    try (InputStream file = FormatTest.class.getResourceAsStream("segment.golden")) {
      new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1)))
          .forEach(bytes -> sectors.add(Arrays.copyOf(bytes, 512)));
    }
    return sectors;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
