package dev.holdfast.engine.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.ledger.Gate;
import dev.holdfast.engine.ledger.GateOff;
import dev.holdfast.engine.ledger.Source;
import dev.holdfast.engine.story.Sender;
import dev.holdfast.engine.story.Story;
import dev.holdfast.journal.Entry;
import dev.holdfast.journal.Item;
import dev.holdfast.signal.Message;
import dev.holdfast.signal.MessageCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchWriterTest {
  private static final String BOOK =
      "SELECT account || ' ' || total FROM book WHERE tenant_id = ? ORDER BY account";

  private static Story story;
  private final UUID journal = UUID.randomUUID();
  private final Source source = new Source(journal, 0);
  private final BatchWriter writer = new BatchWriter(new Gate());

  @BeforeAll
  static void begin() {
    story = Story.begin();
  }

  @AfterAll
  static void end() {
    story.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void aPoisonedItemStandsAloneWhereverItIs(int index) {
    Sender sender = Sender.of("poison-" + index);
    List<Message> messages = new ArrayList<>(sender.next(8));
    messages.add(index, sender.poison());

    write(0, items(1, messages));

    assertThat(recorded(sender)).isEqualTo(8);
    assertThat(quarantined())
        .containsExactly(
            "%d poisoned {\"id\":\"%s\"".formatted(index + 1, id(messages.get(index))));
  }

  @Test
  void neighboursFlowBetweenManyPoisonedItems() {
    Sender sender = Sender.of("many-poisons");
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      messages.add(i % 3 == 0 ? sender.poison() : sender.next());
    }

    write(0, items(1, messages));

    assertThat(recorded(sender)).isEqualTo(26);
    assertThat(quarantined()).hasSize(14);
    assertThat(story.texts(BOOK, "many-poisons"))
        .containsExactly("acknowledged 40", "quarantined 14", "recorded 26");
  }

  @Test
  void everyKindOfBadDataIsPoisonAndNotAStall() {
    Sender sender = Sender.of("kinds");
    Message.Signal good = sender.next();
    byte[] notUtf8 = {'{', (byte) 0xC3, '(', '}'};
    Message.Signal brokenText = with(good, sender, "t", 5, ByteBuffer.wrap(notUtf8));
    Message.Signal nul = with(good, sender, "t", 6, ByteBuffer.wrap(new byte[] {'{', 0, '}'}));
    Message.Signal negative = with(good, sender, "t", -7, good.raw());
    Message.Signal farPast =
        new Message.Signal(
            sender.arrival(),
            sender.uuid7(good.arrival().receivedAt()),
            "t",
            8,
            Instant.parse("-10000-01-01T00:00:00Z"),
            null,
            good.raw());

    write(0, items(1, List.of(good, brokenText, nul, negative, farPast)));

    assertThat(recorded(sender)).isEqualTo(1);
    assertThat(story.number("SELECT count(*) FROM quarantine WHERE journal = ?", journal))
        .isEqualTo(4);
    assertThat(
            story.number(
                "SELECT count(*) FROM quarantine WHERE journal = ? AND raw = ?", journal, notUtf8))
        .isEqualTo(1);
  }

  @Test
  void whatCannotBeReadIsKeptWithWhatIsLeft() {
    Sender sender = Sender.of("unread");
    Entry good = MessageCodec.encode(sender.next());
    List<Item> items =
        List.of(
            new Item.Stored(1, good.kind(), good.payload()),
            new Item.Stored(2, 99, bytes("of another time")),
            new Item.Damaged(3, 5, "segment 7", "checksum", bytes("left")),
            new Item.Stored(6, MessageCodec.SIGNAL, cut(good.payload())),
            new Item.Stored(7, MessageCodec.DECLARATION, cut(good.payload())));

    write(0, items);

    assertThat(
            story.texts(
                "SELECT concat_ws(' ', position, last_position, items, tenant_id, code) FROM quarantine WHERE journal = ? ORDER BY position",
                journal))
        .containsExactly(
            "2 2 1 ? unreadable",
            "3 5 3 ? damaged",
            "6 6 1 unread unreadable",
            "7 7 0 unread unreadable");
    assertThat(story.texts(BOOK, "unread"))
        .containsExactly("acknowledged 2", "quarantined 1", "recorded 1");
    assertThat(story.texts(BOOK, "?")).containsExactly("damaged 4", "quarantined 4");
  }

  @Test
  void aBatchIsAppliedOnceThoughTwoDrainsTry() {
    Sender sender = Sender.of("race");
    List<Item> items = items(1, sender.next(10));
    write(0, items);

    assertThatThrownBy(() -> write(0, items)).isInstanceOf(PositionLost.class);

    assertThat(story.texts(BOOK, "race")).containsExactly("acknowledged 10", "recorded 10");
  }

  @Test
  void entriesThatAreGoneFromTheJournalAreNamed() {
    write(0, items(5, Sender.of("gap").next(1)));

    assertThat(
            story.texts(
                "SELECT concat_ws(' ', kind, position, items) FROM audit_finding WHERE journal = ?",
                journal))
        .containsExactly("gap 1 4");
  }

  @Test
  void aValueThatADeviceRowCannotHoldDoesNotKeepTheItemsOut() {
    Sender sender = Sender.of("huge");
    Message.Signal good = sender.next();
    Message.Signal huge = with(good, sender, "t", Long.MAX_VALUE, good.raw());

    write(0, items(1, List.of(good, huge)));

    assertThat(recorded(sender)).isEqualTo(2);
  }

  @Test
  void theSameRejectedItemOfAJournalThatWasSetBackIsNotKeptTwice() {
    Sender sender = Sender.of("back");
    List<Item> items = items(1, List.of(sender.rejected("no"), sender.next()));
    write(0, items);
    story.change("UPDATE drain_position SET epoch = 1, position = 0 WHERE journal = ?", journal);

    write(new Source(journal, 1), 0, items);

    assertThat(quarantined()).hasSize(1);
    assertThat(story.texts(BOOK, "back"))
        .containsExactly(
            "acknowledged 2", "duplicate 2", "quarantined 1", "recorded 1", "rejected 2");
  }

  @Test
  void withTheGateOffADuplicateIsRecordedAgain() {
    Sender sender = Sender.of("off");
    Message.Signal signal = sender.next();
    BatchWriter bad = new BatchWriter(new GateOff(story.clock(), new Random(3)));
    Batch batch = Batch.of(items(1, List.of(signal, signal)));

    story.database().transaction(Lane.DRAIN, connection -> bad.record(connection, batch));

    assertThat(recorded(sender)).isEqualTo(2);
  }

  private void write(long expected, List<Item> items) {
    story.change("INSERT INTO drain_position (journal) VALUES (?) ON CONFLICT DO NOTHING", journal);
    write(source, expected, items);
  }

  private void write(Source from, long expected, List<Item> items) {
    story
        .database()
        .transaction(
            Lane.DRAIN, connection -> writer.write(connection, from, expected, Batch.of(items)));
  }

  private List<String> quarantined() {
    return story.texts(
        "SELECT position || ' ' || code || ' ' || substr(convert_from(raw, 'UTF8'), 1, 44) FROM quarantine WHERE journal = ? ORDER BY position",
        journal);
  }

  private static long recorded(Sender sender) {
    return story.number(
        "SELECT count(*) FROM event WHERE tenant_id = ?", sender.arrival().tenant());
  }

  private static List<Item> items(long first, List<? extends Message> messages) {
    List<Item> items = new ArrayList<>();
    for (Message message : messages) {
      Entry entry = MessageCodec.encode(message);
      items.add(new Item.Stored(first + items.size(), entry.kind(), entry.payload()));
    }
    return items;
  }

  private static Message.Signal with(
      Message.Signal like, Sender sender, String type, long seq, ByteBuffer raw) {
    return new Message.Signal(
        like.arrival(), sender.uuid7(like.arrival().receivedAt()), type, seq, null, null, raw);
  }

  private static UUID id(Message message) {
    return ((Message.Signal) message).id();
  }

  private static ByteBuffer cut(ByteBuffer payload) {
    return payload.slice(payload.position(), 30);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
