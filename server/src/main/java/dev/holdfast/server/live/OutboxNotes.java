package dev.holdfast.server.live;

import dev.holdfast.signal.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What the latest outboxes last said about themselves; forgets those not heard for a while. Safe
/// for many threads.
final class OutboxNotes {
  private static final int DEVICES_MAX = 10_000;
  private static final Duration FORGET_AFTER = Duration.ofMinutes(15);

  private final SequencedMap<Device, Note> notes = new LinkedHashMap<>();

  private record Device(String tenant, UUID id) {}

  private record Note(Instant at, long backlog) {}

  synchronized void heard(Message.Declaration declaration) {
    @Nullable UUID id = declaration.arrival().device();
    if (id == null) {
      return;
    }
    Device device = new Device(declaration.arrival().tenant(), id);
    // Removed first, so that the order is that of the last word.
    notes.remove(device);
    notes.put(
        device, new Note(declaration.arrival().receivedAt(), Math.max(0, declaration.backlog())));
    if (notes.size() > DEVICES_MAX) {
      notes.pollFirstEntry();
    }
  }

  synchronized Intake.Outboxes at(Instant now) {
    Instant oldest = now.minus(FORGET_AFTER);
    notes.values().removeIf(note -> note.at().isBefore(oldest));
    long backlog = notes.values().stream().mapToLong(Note::backlog).sum();
    return new Intake.Outboxes(notes.size(), backlog);
  }
}
