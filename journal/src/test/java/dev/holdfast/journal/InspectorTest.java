package dev.holdfast.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal looked at from outside, and left as it was.
class InspectorTest {
  @TempDir Path directory;

  @BeforeEach
  void givenJournal() throws Exception {
    try (FileJournal journal = FileJournal.open(directory, Configs.small(2048))) {
      for (int i = 1; i <= 5; i++) {
        journal.append(List.of(Items.entry(1, i + "x".repeat(400)))).get();
      }
    }
  }

  @Test
  void aHealthyJournalIsCountedSegmentBySegment() {
    Inspection inspection = JournalInspector.inspect(directory);

    assertThat(inspection.isHealthy()).isTrue();
    assertThat(inspection.entries()).isEqualTo(5);
    assertThat(inspection.tailBytes()).isZero();
    assertThat(inspection.text())
        .contains("0000000000000001.segment  entries 1 to 3")
        .contains("entries 4 to 5")
        .endsWith("healthy\n");
  }

  @Test
  void aDamagedPlaceIsNamed() throws IOException {
    Path file = directory.resolve(SegmentName.of(1));
    byte[] bytes = Files.readAllBytes(file);
    bytes[700] ^= 1;
    Files.write(file, bytes);

    Inspection inspection = JournalInspector.inspect(directory);

    assertThat(inspection.isHealthy()).isFalse();
    assertThat(inspection.entries()).isEqualTo(4);
    assertThat(inspection.damagedEntries()).isEqualTo(1);
    assertThat(inspection.text())
        .contains("DAMAGED entries 1 to 1, 0000000000000001.segment at byte 512")
        .endsWith("DAMAGED\n");
  }

  @Test
  void anUnacknowledgedTailIsNoDamage() throws IOException {
    Path file = directory.resolve(SegmentName.of(2));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 512 + 512 + 200));

    Inspection inspection = JournalInspector.inspect(directory);

    assertThat(inspection.isHealthy()).as(inspection.text()).isTrue();
    assertThat(inspection.entries()).isEqualTo(4);
    assertThat(inspection.tailBytes()).isPositive();
  }

  @Test
  void aSegmentThatWasSwappedForAnOlderStateOfItselfIsNotJoined() throws Exception {
    Path file = directory.resolve(SegmentName.of(1));
    byte[] bytes = Files.readAllBytes(file);
    UUID journal = JournalInspector.inspect(directory).journal();
    ByteBuffer other = ByteBuffer.wrap(bytes);
    RecordFormat.Header header =
        RecordFormat.header(other, 512 + 2 * 512, RecordFormat.salt(journal, 1));
    RecordFormat.putHeader(
        other,
        512 + 2 * 512,
        RecordFormat.salt(journal, 1),
        new RecordFormat.Header(
            header.payloadBytes(), 0, 3, 1, header.payloadChecksum(), header.kind(), true));
    Files.write(file, bytes);

    Inspection inspection = JournalInspector.inspect(directory);

    assertThat(inspection.damagedEntries()).isZero();
    assertThat(inspection.isHealthy()).isFalse();
    assertThat(inspection.text()).contains("NOT JOINED");
  }

  @Test
  void nothingIsChanged() throws IOException {
    Path file = directory.resolve(SegmentName.of(2));
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 700));
    Map<String, String> before = contents();

    JournalInspector.inspect(directory);

    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void aFolderWithoutAJournalIsSaidToBeOne(@TempDir Path empty) {
    assertThatThrownBy(() -> JournalInspector.inspect(empty))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no journal here");
    assertThatThrownBy(() -> JournalInspector.inspect(empty.resolve("nowhere")))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("no directory");
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName() + " " + Files.getLastModifiedTime(file),
            HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return contents;
  }
}
