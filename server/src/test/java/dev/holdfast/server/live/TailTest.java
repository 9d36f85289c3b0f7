package dev.holdfast.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.journal.Appended;
import dev.holdfast.journal.Entry;
import dev.holdfast.journal.FileJournal;
import dev.holdfast.journal.FileJournalConfig;
import dev.holdfast.signal.Arrival;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final UUID DEVICE = UUID.fromString("5f2c1a90-7d1e-4b52-9a10-66bb0f3c2d11");

  @TempDir private Path folder;
  private FileJournal journal;
  private Tail tail;

  @BeforeEach
  void open() {
    journal = FileJournal.open(folder, FileJournalConfig.defaults());
    tail = new Tail(journal);
  }

  @AfterEach
  void close() {
    tail.close();
    journal.close();
  }

  @Test
  void eachItemIsSeenOnceInOrder() {
    append(signal("a"), signal("b"));
    List<LiveSignal> first = tail.catchUp();
    append(signal("c"));
    List<LiveSignal> second = tail.catchUp();

    assertThat(first).extracting(LiveSignal::type).containsExactly("a", "b");
    assertThat(second).extracting(LiveSignal::type).containsExactly("c");
    assertThat(tail.catchUp()).isEmpty();
    assertThat(tail.latest()).extracting(LiveSignal::type).containsExactly("c", "b", "a");
    assertThat(second.getFirst().position()).isEqualTo(3);
  }

  @Test
  void aRejectedItemIsShownWithItsCodeAndAForeignEntryNotAtAll() {
    append(
        MessageCodec.encode(
            new Message.Rejected(
                arrival(null), null, 0, "no-type", "type is missing", bytes("{}"))),
        new Entry(200, bytes("none of ours")),
        signal("a"));

    assertThat(tail.catchUp())
        .extracting(LiveSignal::type, LiveSignal::rejected)
        .containsExactly(tuple("no-type", true), tuple("a", false));
  }

  @Test
  void onlyTheLastOfManyAreUnderstoodAndNoneIsSeenTwice() {
    append(IntStream.range(0, 900).mapToObj(i -> signal("t" + i)).toArray(Entry[]::new));

    List<LiveSignal> seen = tail.catchUp();

    assertThat(seen).hasSize(200);
    assertThat(seen.getLast().type()).isEqualTo("t899");
    assertThat(tail.catchUp()).isEmpty();
  }

  @Test
  void whatOutboxesLastSaidIsRemembered() {
    append(declaration(12));
    append(declaration(7));

    tail.catchUp();

    assertThat(tail.outboxes(NOON)).isEqualTo(new Intake.Outboxes(1, 7));
    assertThat(tail.outboxes(NOON.plusSeconds(3_600))).isEqualTo(new Intake.Outboxes(0, 0));
  }

  private void append(Entry... entries) {
    assertThat(journal.append(List.of(entries)).join()).isInstanceOf(Appended.Durable.class);
  }

  private static Entry signal(String type) {
    return MessageCodec.encode(
        new Message.Signal(
            arrival(null), UUID.randomUUID(), type, 0, null, null, bytes("{\"type\":\"x\"}")));
  }

  private static Entry declaration(long backlog) {
    return MessageCodec.encode(
        new Message.Declaration(arrival(DEVICE), 20, 8, backlog, 0, List.of()));
  }

  private static Arrival arrival(@Nullable UUID device) {
    return new Arrival("demo", "shop", "pk-1", NOON, "corr-1", null, device, 1);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
