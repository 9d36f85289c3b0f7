package dev.holdfast.engine.book;

import dev.holdfast.journal.Item;
import dev.holdfast.signal.MessageCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What the books take an item of the journal for, told from its kind and its first bytes alone, so
/// that drain, auditor and the count of what is waiting can never see one item differently.
///
/// @param items 0 for a declaration, which is no item
public record Intake(String tenant, Account account, long items) {

  public static Intake of(Item item) {
    return switch (item) {
      case Item.Stored stored -> of(stored.kind(), stored.payload());
      case Item.Damaged damaged ->
          new Intake(Books.NO_TENANT, Account.DAMAGED, damaged.last() - damaged.sequence() + 1);
    };
  }

  private static Intake of(int kind, ByteBuffer payload) {
    return switch (kind) {
      case MessageCodec.SIGNAL -> new Intake(tenant(payload), Account.ACKNOWLEDGED, 1);
      case MessageCodec.REJECTED -> new Intake(tenant(payload), Account.REJECTED, 1);
      case MessageCodec.DECLARATION -> new Intake(tenant(payload), Account.ACKNOWLEDGED, 0);
      default -> new Intake(Books.NO_TENANT, Account.DAMAGED, 1);
    };
  }

  /// The tenant is the first string of every message.
  private static String tenant(ByteBuffer payload) {
    if (payload.remaining() < 2) {
      return Books.NO_TENANT;
    }
    int length = Short.toUnsignedInt(payload.getShort(payload.position()));
    if (length == 0 || length > payload.remaining() - 2) {
      return Books.NO_TENANT;
    }
    byte[] utf8 = new byte[length];
    payload.get(payload.position() + 2, utf8);
    return new String(utf8, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
  }
}
