package dev.holdfast.drill.load;

import java.time.Duration;
import java.util.Set;

/// What one request came to, as an outbox must read it.
sealed interface Reply {
  /// A 202 in the promised shape: what is named in none of the sets is kept.
  record Accepted(Set<String> ack, Set<String> reject) implements Reply {
    public Accepted {
      ack = Set.copyOf(ack);
      reject = Set.copyOf(reject);
    }
  }

  /// Our share is used up, or the server is in trouble: come again.
  record Later(int status, Duration after) implements Reply {}

  /// A definite no to the whole request.
  record Never(int status) implements Reply {}

  /// No answer that can be relied on.
  ///
  /// @param unsent certainly not a byte of it left
  record Broken(String how, boolean unsent) implements Reply {}
}
