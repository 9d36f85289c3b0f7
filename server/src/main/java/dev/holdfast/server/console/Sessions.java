package dev.holdfast.server.console;

import dev.holdfast.server.access.Readers;
import dev.holdfast.server.access.Scope;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Who has shown a secret key to the console. In memory only, bounded, each for as long as its key
/// is good and it is used. Safe for many threads.
final class Sessions {
  private static final int COUNT_MAX = 1_000;
  private static final int ID_BYTES = 32;
  private static final Duration IDLE_MAX = Duration.ofHours(12);

  private final Readers readers;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final SequencedMap<String, Session> byId = new LinkedHashMap<>();

  private record Session(String secret, Instant lastUsed) {}

  Sessions(Readers readers, InstantSource clock) {
    this.readers = readers;
    this.clock = clock;
  }

  /// The id of a new session, empty when the secret may not see the whole house.
  synchronized Optional<String> open(String secret) {
    if (!seesTheHouse(secret)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    byId.put(id, new Session(secret, clock.instant()));
    if (byId.size() > COUNT_MAX) {
      byId.pollFirstEntry();
    }
    return Optional.of(id);
  }

  /// Whether the session is good now; using it keeps it.
  synchronized boolean isOpen(String id) {
    // Taken out and put back at the end: the first one is always the least used.
    Session session = byId.remove(id);
    Instant now = clock.instant();
    if (session == null
        || session.lastUsed().plus(IDLE_MAX).isBefore(now)
        || !seesTheHouse(session.secret())) {
      return false;
    }
    byId.put(id, new Session(session.secret(), now));
    return true;
  }

  synchronized void close(String id) {
    byId.remove(id);
  }

  private boolean seesTheHouse(String secret) {
    return readers.scopeOf(secret).filter(scope -> scope instanceof Scope.House).isPresent();
  }
}
