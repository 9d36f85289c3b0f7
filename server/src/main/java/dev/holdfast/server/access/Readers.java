package dev.holdfast.server.access;

import java.util.Optional;

/// Tells what a secret key may read; empty for a key that is unknown, revoked or not secret.
@FunctionalInterface
public interface Readers {
  Optional<Scope> scopeOf(String secret);
}
