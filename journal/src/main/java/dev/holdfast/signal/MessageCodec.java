package dev.holdfast.signal;

import dev.holdfast.HoldfastException;
import dev.holdfast.journal.Entry;
import java.nio.ByteBuffer;

/// Turns messages into journal entries and back. The layout is a wire format: it is told apart by
/// the entry's kind, kept by a golden file in the tests, and only ever extended by a new kind.
///
/// Numbers are big-endian; a string is its length in UTF-8 bytes (u16) and the bytes; a value that
/// may be absent is a presence byte and the value. The item's raw bytes come last and run to the
/// end. Whoever handles many uses an `Encoder` per request and a `Decoder` per reader.
public final class MessageCodec {
  public static final int SIGNAL = 1;
  public static final int REJECTED = 2;
  public static final int DECLARATION = 3;

  private MessageCodec() {}

  /// Encodes a message on its own.
  public static Entry encode(Message message) {
    return new Encoder(message.arrival()).entry(message);
  }

  /// Decodes what `encode` made.
  ///
  /// @throws HoldfastException when the bytes are none of ours
  public static Message decode(int kind, ByteBuffer payload) {
    return new Decoder().decode(kind, payload);
  }
}
