package dev.holdfast.journal;

import java.nio.ByteBuffer;

/// What is appended: an unsigned byte that says how to read the payload, and the payload from its
/// position to its limit. The payload must not change until the append has answered.
public record Entry(int kind, ByteBuffer payload) {
  public Entry {
    if (kind < 1 || kind > 255) {
      throw new IllegalArgumentException("kind must be 1 to 255, was " + kind);
    }
  }
}
