package dev.holdfast.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Entries and items as short texts.
final class Items {
  private Items() {}

  static Entry entry(int kind, String text) {
    return new Entry(kind, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String text(Item item) {
    return switch (item) {
      case Item.Stored stored ->
          stored.sequence() + ":" + stored.kind() + ":" + payload(stored.payload());
      case Item.Damaged damaged -> damaged.sequence() + "-" + damaged.last() + ":damaged";
    };
  }

  static String payload(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
