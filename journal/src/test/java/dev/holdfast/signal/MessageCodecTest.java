package dev.holdfast.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import dev.holdfast.journal.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The envelope of a message in the journal: an old journal must be readable for ever.
class MessageCodecTest {
  private static final int RANDOM_MESSAGES = 3000;

  @Test
  void theLayoutIsThatOfTheGoldenFile() throws IOException {
    Map<String, String> encoded =
        Messages.golden().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, named -> line(named.getValue())));

    assertThat(encoded).isEqualTo(golden());
  }

  @Test
  void theGoldenFileIsReadAsItWasMeant() throws IOException {
    Map<String, String> golden = golden();

    Messages.golden()
        .forEach((name, message) -> assertThat(message(golden.get(name))).isEqualTo(message));
  }

  @Test
  void everyMessageComesBackAsItWas() {
    long seed = Long.getLong("holdfast.seed", ThreadLocalRandom.current().nextLong(1L << 32));
    SplittableRandom random = new SplittableRandom(seed);
    Decoder decoder = new Decoder();

    for (int i = 0; i < RANDOM_MESSAGES; i++) {
      Message message = Messages.random(random);
      Entry entry = MessageCodec.encode(message);

      assertThat(decoder.decode(entry.kind(), entry.payload()))
          .as("-Dholdfast.seed=%d, message %d", seed, i)
          .isEqualTo(message);
    }
  }

  @Test
  void neighboursOfOneRequestShareTheirArrival() {
    Message.Signal first = (Message.Signal) Messages.golden().get("signal-full");
    Encoder encoder = new Encoder(first.arrival());
    Decoder decoder = new Decoder();
    Entry one = encoder.entry(first);
    Entry two = encoder.entry(first);

    Message decoded = decoder.decode(one.kind(), one.payload());

    assertThat(decoder.decode(two.kind(), two.payload()).arrival()).isSameAs(decoded.arrival());
  }

  @Test
  void arrivalsThatDifferInOneByteAreNotTakenForEachOther() {
    Decoder decoder = new Decoder();
    for (Message message : Messages.golden().values()) {
      Entry entry = MessageCodec.encode(message);

      assertThat(decoder.decode(entry.kind(), entry.payload())).isEqualTo(message);
    }
  }

  @Test
  void aMessageThatEndsTooEarlyIsRefused() {
    Messages.golden().values().forEach(MessageCodecTest::requireEveryCutRefused);
  }

  private static void requireEveryCutRefused(Message message) {
    Entry entry = MessageCodec.encode(message);
    int raw =
        switch (message) {
          case Message.Signal signal -> signal.raw().remaining();
          case Message.Rejected rejected -> rejected.raw().remaining();
          case Message.Declaration _ -> 0;
        };
    for (int length = 0; length < entry.payload().remaining() - raw; length++) {
      ByteBuffer cut = entry.payload().slice(0, length);
      assertThatThrownBy(() -> MessageCodec.decode(entry.kind(), cut))
          .as("%s cut to %d bytes", message, length)
          .isInstanceOf(HoldfastException.class);
    }
  }

  @Test
  void anUnknownKindIsRefused() {
    Entry entry = MessageCodec.encode(Messages.golden().get("declaration"));

    assertThatThrownBy(() -> MessageCodec.decode(77, entry.payload()))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("77");
  }

  @Test
  void whatDoesNotFitItsLengthFieldIsAMistake() {
    Arrival arrival = Messages.golden().get("signal-bare").arrival();
    List<Message.Evicted> many =
        Collections.nCopies(70_000, new Message.Evicted(1, 2, "noise", "quota"));

    assertThatThrownBy(
            () -> MessageCodec.encode(new Message.Declaration(arrival, 1, 1, 1, 1, many)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() ->
            new Encoder(
                new Arrival("x".repeat(70_000), "s", "k", Instant.EPOCH, "c", null, null, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String line(Message message) {
    Entry entry = MessageCodec.encode(message);
    byte[] payload = new byte[entry.payload().remaining()];
    entry.payload().duplicate().get(payload);
    return entry.kind() + " " + HexFormat.of().formatHex(payload);
  }

  private static Message message(String line) {
    int kind = Integer.parseInt(line.substring(0, line.indexOf(' ')));
    byte[] payload = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
    return MessageCodec.decode(kind, ByteBuffer.wrap(payload));
  }

  private static Map<String, String> golden() throws IOException {
    try (InputStream file = MessageCodecTest.class.getResourceAsStream("messages.golden")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .collect(
              Collectors.toMap(
                  line -> line.substring(0, line.indexOf(' ')),
                  line -> line.substring(line.indexOf(' ') + 1)));
    }
  }
}
