package dev.holdfast.server.access;

import dev.holdfast.server.ingest.ApiKey;
import dev.holdfast.server.ingest.Keys;
import java.util.Optional;

/// The secret keys of the ring: each reads its tenant, the house's own reads everything.
public final class KeyReaders implements Readers {
  private final Keys keys;
  private final String houseSha256;

  /// Readers of this ring.
  ///
  /// @param houseSha256 hash of the one key that may see the whole house
  public KeyReaders(Keys keys, String houseSha256) {
    this.keys = keys;
    this.houseSha256 = houseSha256;
  }

  @Override
  public Optional<Scope> scopeOf(String secret) {
    return keys.find(secret).filter(key -> key.kind() == ApiKey.Kind.SECRET).map(this::scope);
  }

  private Scope scope(ApiKey key) {
    return key.sha256().equals(houseSha256)
        ? new Scope.House()
        : new Scope.OfTenant(key.owner().tenant());
  }
}
