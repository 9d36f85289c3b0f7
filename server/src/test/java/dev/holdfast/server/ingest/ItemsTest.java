package dev.holdfast.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.ingest.Rig.Answer;
import dev.holdfast.signal.Message;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsTest {
  private static final List<Bad> BAD =
      List.of(
          new Bad("17", "not_an_object"),
          new Bad("\"text\"", "not_an_object"),
          new Bad("[1]", "not_an_object"),
          new Bad("null", "not_an_object"),
          new Bad("{}", "id_missing"),
          new Bad("{\"type\":\"a\"}", "id_missing"),
          new Bad("{\"id\":5,\"type\":\"a\"}", "id_invalid"),
          new Bad("{\"id\":\"not a uuid\",\"type\":\"a\"}", "id_invalid"),
          Bad.with("\"x\":1", "type_missing"),
          Bad.with("\"type\":\"\"", "type_invalid"),
          Bad.with("\"type\":\"a\\nb\"", "type_invalid"),
          Bad.with("\"type\":\"\\ud800\"", "type_invalid"),
          Bad.with("\"type\":{\"a\":1}", "type_invalid"),
          Bad.with("\"type\":\"a\",\"type\":\"b\"", "duplicate_key"),
          Bad.with("\"type\":\"a\",\"data\":{\"k\":1,\"k\":2}", "duplicate_key"),
          Bad.with("\"type\":\"a\",\"data\":" + nested(32), "too_deep"),
          Bad.with("\"type\":\"a\",\"data\":" + nested(10_000), "too_deep"));

  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = Rig.in(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void everyItemIsJournalledWithItsBytesAsTheyCame() {
    String odd =
        "{ \"type\" :\t\"purchase\" ,\n \"id\":\"%s\", \"data\":{\"é€😀\": [1.50, 1e2, null, {} ]},"
                .formatted(Rig.id(1))
            + " \"unknown\" : \"\\u00e9\\/\\\"}{\" , \"seq\":7,\"at\":\"2026-11-21T10:15:30.1Z\","
            + "\"session\":\"0193517c-b2f0-4a3e-9c4d-5e6f70819203\" }";
    String plain = Rig.event(2);

    Answer answer =
        rig.post("\uFEFF { \"x\": [ {} ], \"events\" : [ " + odd + " ,\n" + plain + "] }");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.ack()).containsExactly(Rig.id(1), Rig.id(2));
    List<Message> found = rig.journalled();
    assertThat(found).hasSize(2);
    Message.Signal first = (Message.Signal) found.get(0);
    assertThat(text(first.raw())).isEqualTo(odd);
    assertThat(first.id()).isEqualTo(UUID.fromString(Rig.id(1)));
    assertThat(first.type()).isEqualTo("purchase");
    assertThat(first.seq()).isEqualTo(7);
    assertThat(first.at()).isEqualTo(Instant.parse("2026-11-21T10:15:30.1Z"));
    assertThat(first.session()).isEqualTo(UUID.fromString("0193517c-b2f0-4a3e-9c4d-5e6f70819203"));
    assertThat(first.arrival().tenant()).isEqualTo("demo");
    assertThat(first.arrival().site()).isEqualTo("shop");
    assertThat(first.arrival().key()).isEqualTo("demo");
    assertThat(first.arrival().receivedAt()).isEqualTo(Rig.NOW);
    assertThat(first.arrival().correlationId()).isEqualTo(answer.header("x-correlation-id"));
    assertThat(first.arrival().traceparent()).isEqualTo(answer.header("traceparent"));
    assertThat(text(((Message.Signal) found.get(1)).raw())).isEqualTo(plain);
  }

  @Test
  void oneBadItemNeverCostsItsNeighbours() {
    String bad = String.join(",", BAD.stream().map(Bad::json).toList());

    Answer answer = rig.post(Rig.batch(Rig.event(1), bad, Rig.event(2)));

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.ack()).containsExactly(Rig.id(1), Rig.id(2));
    assertThat(answer.rejectCodes()).isEqualTo(BAD.stream().map(Bad::code).toList());
    List<Message> found = rig.journalled();
    assertThat(found).hasSize(2 + BAD.size());
    for (int i = 0; i < BAD.size(); i++) {
      Message.Rejected kept = (Message.Rejected) found.get(i + 1);
      assertThat(text(kept.raw())).isEqualTo(BAD.get(i).json());
      assertThat(kept.code()).isEqualTo(BAD.get(i).code());
    }
  }

  @Test
  void bytesThatAreNotUtf8CostOnlyTheirItemAndAreKept() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] wrong = {'{', '"', 'n', '"', ':', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '}'};
    body.writeBytes(("{\"events\":[" + Rig.event(1) + ",").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(wrong);
    body.writeBytes(("," + Rig.event(2) + "]}").getBytes(StandardCharsets.UTF_8));

    Answer answer = rig.post(body.toByteArray());

    assertThat(answer.ack()).containsExactly(Rig.id(1), Rig.id(2));
    assertThat(answer.rejectCodes()).containsExactly("bad_utf8");
    Message.Rejected kept = (Message.Rejected) rig.journalled().get(1);
    byte[] raw = new byte[kept.raw().remaining()];
    kept.raw().get(raw);
    assertThat(raw).isEqualTo(wrong);
  }

  @Test
  void helpfulFieldsThatCannotBeReadCountAsUnsaid() {
    String event =
        "{\"id\":\"%s\",\"type\":\"a\",\"seq\":-1,\"at\":\"yesterday\",\"session\":\"s1\"}"
            .formatted(Rig.id(1));
    String structured =
        "{\"id\":\"%s\",\"type\":\"a\",\"seq\":{\"n\":1},\"at\":[2],\"session\":12345678901234567890}"
            .formatted(Rig.id(2));

    Answer answer = rig.post(Rig.batch(event, structured));

    assertThat(answer.ack()).hasSize(2);
    for (Message message : rig.journalled()) {
      Message.Signal signal = (Message.Signal) message;
      assertThat(signal.seq()).isZero();
      assertThat(signal.at()).isNull();
      assertThat(signal.session()).isNull();
    }
    assertThat(rig.ingest.counts().noted()).isEqualTo(6);
  }

  @Test
  void anyVersionAndEitherCaseOfIdIsTakenAndNamedAsItWasWritten() {
    String upper = "0193517C-B2F0-7A3E-9C4D-5E6F70819203";
    String random = "9b2f6e0c-3d5a-4c1e-8f7a-2b4d6e8f0a1c";

    Answer answer =
        rig.post(
            Rig.batch(
                "{\"id\":\"%s\",\"type\":\"a\"}".formatted(upper),
                "{\"id\":\"%s\",\"type\":\"b\"}".formatted(random)));

    assertThat(answer.ack()).containsExactly(upper, random);
    assertThat(rig.journalled())
        .map(message -> ((Message.Signal) message).id())
        .containsExactly(UUID.fromString(upper), UUID.fromString(random));
  }

  @Test
  void aDeclarationIsJournalledAheadOfTheItems() {
    String device = "9b2f6e0c-3d5a-4c1e-8f7a-2b4d6e8f0a1c";
    Answer answer =
        rig.post(
            """
            {"events":[%s],"device":"%s","epoch":2,"issued":7,"oldest":3,"backlog":5,"dead":1,
             "evicted":[{"from":1,"to":2,"class":"noise","reason":"quota"},{"from":9,"to":1},4]}
            """
                .formatted(Rig.event(1), device));

    assertThat(answer.ack()).hasSize(1);
    Message.Declaration declaration = (Message.Declaration) rig.journalled().get(0);
    assertThat(declaration.arrival().device()).isEqualTo(UUID.fromString(device));
    assertThat(declaration.arrival().epoch()).isEqualTo(2);
    assertThat(declaration.issued()).isEqualTo(7);
    assertThat(declaration.oldest()).isEqualTo(3);
    assertThat(declaration.backlog()).isEqualTo(4);
    assertThat(declaration.dead()).isEqualTo(1);
    assertThat(declaration.evicted()).containsExactly(new Message.Evicted(1, 2, "noise", "quota"));
    assertThat(rig.journalled().get(1).arrival().device()).isEqualTo(UUID.fromString(device));
    assertThat(rig.ingest.counts().noted()).isEqualTo(2);
  }

  @Test
  void aBrokenDeclarationNeverBlocksTheItems() {
    String[] broken = {
      "\"device\":5,\"issued\":3",
      "\"device\":\"x\",\"issued\":3",
      "\"device\":\"9b2f6e0c-3d5a-4c1e-8f7a-2b4d6e8f0a1c\",\"issued\":\"many\",\"evicted\":{}",
      "\"device\":\"9b2f6e0c-3d5a-4c1e-8f7a-2b4d6e8f0a1c\",\"epoch\":99999999999,\"oldest\":-1",
      "\"issued\":1,\"issued\":2,\"device\":\"9b2f6e0c-3d5a-4c1e-8f7a-2b4d6e8f0a1c\"",
    };
    for (int i = 0; i < broken.length; i++) {
      Answer answer = rig.post("{%s,\"events\":[%s]}".formatted(broken[i], Rig.event(i)));

      assertThat(answer.ack()).as(broken[i]).containsExactly(Rig.id(i));
    }
    assertThat(rig.journalled()).hasSize(broken.length).allMatch(Message.Signal.class::isInstance);
  }

  @Test
  void nothingToWriteIsTakenWithoutAReceipt() {
    Answer answer = rig.post("{\"events\":[]}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.ack()).isEmpty();
    assertThat(answer.json().get("receipt").isNull()).isTrue();
    assertThat(rig.journal.durableThrough()).isZero();
  }

  @Test
  void overItsQuotaARejectedItemIsAnsweredAndCountedButNotKept() {
    rig.close();
    IngestConfig standard = IngestConfig.STANDARD;
    rig = Rig.with(folder, new IngestConfig(standard.body(), standard.items(), 10));

    Answer answer = rig.post(Rig.batch("{\"a\":1}", "{\"b\":2}", Rig.event(1)));

    assertThat(answer.rejectCodes()).containsExactly("id_missing", "id_missing");
    assertThat(rig.journalled()).hasSize(2);
    assertThat(rig.ingest.counts().rejected()).isEqualTo(2);
    assertThat(rig.ingest.counts().rejectedUnkept()).isEqualTo(1);
  }

  @Test
  void theListenerHearsOfEveryBatchOnce() {
    rig.post(Rig.batch(Rig.event(1), "{}", Rig.event(2)));
    rig.post("{");

    assertThat(rig.heard).containsExactly("demo 2 1");
  }

  private static String text(ByteBuffer raw) {
    return StandardCharsets.UTF_8.decode(raw.duplicate()).toString();
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  /// An item, and why it is rejected.
  private record Bad(String json, String code) {
    static Bad with(String rest, String code) {
      return new Bad("{\"id\":\"%s\",%s}".formatted(Rig.id(90), rest), code);
    }
  }
}
