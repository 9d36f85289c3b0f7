package dev.holdfast.server.keys;

import dev.holdfast.HoldfastException;
import dev.holdfast.engine.access.Site;
import dev.holdfast.engine.db.DatabaseException;
import dev.holdfast.server.ingest.ApiKey;
import dev.holdfast.server.ingest.KeyRing;
import dev.holdfast.server.ingest.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the ingest's keys and their copy on disk as the ledger has them: a key that is made or
/// revoked there counts here within two seconds, and while the database is away the last known ones
/// stay good.
public final class KeySync implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeySync.class);
  private static final Duration APART = Duration.ofSeconds(2);
  private static final Duration APART_AT_FIRST = Duration.ofMillis(100);

  private final dev.holdfast.engine.access.Keys ledger;
  private final Keys live;
  private final Path cache;
  private final OwnKeys own;
  private final CountDownLatch closing = new CountDownLatch(1);
  private Set<ApiKey> known = Set.of();
  private boolean pushed;

  private KeySync(dev.holdfast.engine.access.Keys ledger, Keys live, Path cache, OwnKeys own) {
    this.ledger = ledger;
    this.live = live;
    this.cache = cache;
    this.own = own;
  }

  /// Gives the ingest what is known without a database, and returns; the ledger follows when it
  /// answers.
  public static KeySync start(
      dev.holdfast.engine.access.Keys ledger, Keys live, Path cache, OwnKeys own) {
    KeySync sync = new KeySync(ledger, live, cache, own);
    sync.take(Rings.atStart(cache, own));
    Thread.ofVirtual().name("key-sync").start(sync::run);
    return sync;
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private void run() {
    try {
      do {
        syncQuietly();
      } while (!closing.await((pushed ? APART : APART_AT_FIRST).toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void syncQuietly() {
    try {
      if (!pushed) {
        push();
      }
      take(Rings.ofLedger(ledger.all(), own));
    } catch (DatabaseException e) {
      LOG.debug("keys stay as they are, the database is away", e);
    } catch (RuntimeException e) {
      LOG.warn("The keys of the ledger could not be taken over; the last known stay good.", e);
    }
  }

  // A key that stands in the ledger already is left alone: somebody may have revoked it.
  private void push() {
    List<dev.holdfast.engine.access.ApiKey> there = ledger.all();
    own.all()
        .map(Translation::toLedger)
        .filter(mine -> there.stream().noneMatch(other -> same(mine, other)))
        .forEach(this::push);
    pushed = true;
  }

  private void push(dev.holdfast.engine.access.ApiKey key) {
    ledger.putTenant(key.tenant(), key.tenant());
    ledger.putSite(new Site(key.tenant(), key.site(), key.site()));
    ledger.put(key);
  }

  private static boolean same(
      dev.holdfast.engine.access.ApiKey one, dev.holdfast.engine.access.ApiKey other) {
    return one.tenant().equals(other.tenant())
        && one.id().equals(other.id())
        && one.sha256().equals(other.sha256());
  }

  private void take(KeyRing ring) {
    Set<ApiKey> fresh = new HashSet<>(ring.keys());
    if (!live.loaded() || !fresh.equals(known)) {
      live.replace(ring);
      save(ring);
      known = fresh;
    }
  }

  // A disk that is full must not keep a revoked key alive; the copy follows with the next change.
  private void save(KeyRing ring) {
    try {
      ring.save(cache);
    } catch (HoldfastException e) {
      LOG.warn("The copy of the keys on disk is out of date.", e);
    }
  }
}
