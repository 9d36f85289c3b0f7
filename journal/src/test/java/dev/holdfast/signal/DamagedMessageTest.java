package dev.holdfast.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import dev.holdfast.journal.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Whatever stands in a journal, decoding it gives a message or says that it is none.
class DamagedMessageTest {
  private static final Arrival ARRIVAL =
      new Arrival(
          "demo", "shop", "pk-1", Instant.EPOCH, "corr-1", "00-trace-01", new UUID(7, 8), 1);
  private static final Message SIGNAL =
      new Message.Signal(
          ARRIVAL, new UUID(1, 2), "t", 3, Instant.EPOCH, new UUID(4, 5), bytes("{}"));

  @Test
  void bytesOfSomebodyElseAreNone() {
    assertThatThrownBy(() -> MessageCodec.decode(MessageCodec.SIGNAL, bytes("none of ours")))
        .isInstanceOf(HoldfastException.class);
    assertThatThrownBy(() -> MessageCodec.decode(200, bytes("none of ours")))
        .isInstanceOf(HoldfastException.class);
  }

  @Test
  void everyTruncationAndEveryFlippedByteIsAMessageOrNone() {
    byte[] whole = MessageCodec.encode(SIGNAL).payload().array();

    int decoded = 0;
    for (int i = 0; i < whole.length; i++) {
      decoded += decodes(ByteBuffer.wrap(whole, 0, i).slice());
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) 0xFF;
      decoded += decodes(ByteBuffer.wrap(flipped));
    }

    // A flip inside a text still reads; most truncations do not.
    assertThat(decoded).isBetween(1, 2 * whole.length - 1);
  }

  private static int decodes(ByteBuffer payload) {
    try {
      Entry again = MessageCodec.encode(MessageCodec.decode(MessageCodec.SIGNAL, payload));
      assertThat(again.kind()).isEqualTo(MessageCodec.SIGNAL);
      return 1;
    } catch (HoldfastException e) {
      assertThat(e).hasMessageContaining("Journal entry");
      return 0;
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
