package dev.holdfast.server.ingest;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The keys a server knows now; replaced as a whole while it runs. Safe for many threads.
///
/// A secret once seen is found again without hashing. That cache holds valid keys only, so it is
/// never larger than the ring.
public final class Keys {
  private final long rejectedBytesPerHour;
  private volatile @Nullable Current current;

  /// No keys yet: until the first `replace` nobody can be told apart, and the ingest answers 503.
  public Keys(IngestConfig config) {
    this.rejectedBytesPerHour = config.rejectedBytesPerHour();
  }

  private record Current(
      KeyRing ring, Map<String, Pass> byHash, ConcurrentHashMap<String, Pass> bySecret) {}

  /// Takes this ring from now on. A key that has not changed keeps its used-up share.
  public synchronized void replace(KeyRing ring) {
    Current before = current;
    Map<String, Pass> byHash = new HashMap<>();
    for (ApiKey key : ring.keys()) {
      Pass kept = before == null ? null : before.byHash().get(key.sha256());
      byHash.put(
          key.sha256(),
          kept != null && kept.key().equals(key) ? kept : new Pass(key, rejectedBytesPerHour));
    }
    current = new Current(ring, byHash, new ConcurrentHashMap<>());
  }

  /// Whether there ever was a ring.
  public boolean loaded() {
    return current != null;
  }

  /// The key with this secret, for the API's doors too.
  public Optional<ApiKey> find(String secret) {
    return Optional.ofNullable(pass(secret)).map(Pass::key);
  }

  @Nullable Pass pass(String secret) {
    Current now = current;
    if (now == null) {
      return null;
    }
    Pass known = now.bySecret().get(secret);
    if (known != null) {
      return known;
    }
    ApiKey key = now.ring().find(secret).orElse(null);
    if (key == null) {
      return null;
    }
    Pass pass = now.byHash().get(key.sha256());
    if (pass != null) {
      now.bySecret().put(secret, pass);
    }
    return pass;
  }
}
