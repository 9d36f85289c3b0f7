package dev.holdfast.engine.book;

import dev.holdfast.engine.ledger.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The books in memory: what the ledger holds up to the drained position, and what the journal
/// holds beyond it. Always of one moment and always balanced; answers while the database is away.
/// Safe for many threads.
public final class LiveBooks {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition counted = lock.newCondition();
  private final Ages ages = new Ages();
  private Standing standing;

  /// Everything ever taken in, through entry `countedThrough`.
  private Entries taken;

  private long countedThrough;
  private boolean live;
  private boolean loaded;

  LiveBooks(Standing remembered) {
    this.standing = remembered;
    this.taken = remembered.ledger().takenInOnly();
    this.countedThrough = remembered.position();
  }

  /// The ledger's own figures, read in one snapshot. What is counted beyond them is kept when they
  /// are what was expected, and counted anew when they are not.
  public void load(Source source, long position, Entries ledger, Instant now) {
    locked(() -> {
      boolean expected =
          standing.source().equals(source)
              && standing.position() == position
              && standing.ledger().equals(ledger);
      standing = new Standing(source, position, now, ledger, standing.unexplained());
      live = true;
      loaded = true;
      if (!expected) {
        countFrom(position);
      }
    });
  }

  /// A batch was committed: the journal is drained through `position`.
  public void committed(long position, Entries entries, Instant now) {
    locked(() -> {
      Entries ledger = standing.ledger();
      ledger.addAll(entries);
      standing = new Standing(standing.source(), position, now, ledger, standing.unexplained());
      live = true;
      ages.drained(position);
      if (position > countedThrough) {
        countFrom(position);
      }
    });
  }

  /// What the audit cannot account for, by tenant.
  public void unexplained(Map<String, Long> byTenant) {
    locked(() ->
        standing =
            new Standing(
                standing.source(),
                standing.position(),
                standing.asOf(),
                standing.ledger(),
                Map.copyOf(byTenant)));
  }

  /// The database is away: the ledger's figures are the last ones known.
  public void away() {
    locked(() -> live = false);
  }

  public Books books() {
    lock.lock();
    try {
      Map<String, BookTotals> pages = new TreeMap<>();
      for (String tenant : tenants()) {
        pages.put(tenant, page(tenant));
      }
      return Books.of(standing.asOf(), live, pages);
    } finally {
      lock.unlock();
    }
  }

  public long drainedThrough() {
    lock.lock();
    try {
      return standing.position();
    } finally {
      lock.unlock();
    }
  }

  /// The run through the journal that the drain is on; empty until it has found out, because until
  /// then a stored position may belong to another past of this journal.
  Optional<Source> source() {
    lock.lock();
    try {
      return loaded ? Optional.of(standing.source()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// How old the oldest item is that is durable and not drained; zero when there is none.
  public Duration lag(Instant now) {
    lock.lock();
    try {
      Duration age = ages.oldest().map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
      return age.isNegative() ? Duration.ZERO : age;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the journal is counted through `position`, at most so long.
  public void awaitCounted(long position, Duration atMost) {
    long nanos = atMost.toNanos();
    lock.lock();
    try {
      while (countedThrough < position && nanos > 0) {
        nanos = counted.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// The entry that the count wants next.
  long nextToCount() {
    lock.lock();
    try {
      return countedThrough + 1;
    } finally {
      lock.unlock();
    }
  }

  /// Adds what was counted in entries `from` to `through`. False, and nothing added, when the drain
  /// was faster or the ledger's figures were changed meanwhile: count from `nextToCount` then.
  boolean count(long from, long through, Entries intake, Instant firstReceived) {
    lock.lock();
    try {
      if (from != countedThrough + 1) {
        return false;
      }
      taken.addAll(intake);
      countedThrough = through;
      if (!intake.isEmpty()) {
        ages.waiting(through, firstReceived);
      }
      counted.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// A copy to be remembered.
  Standing standing() {
    lock.lock();
    try {
      Entries copy = new Entries();
      copy.addAll(standing.ledger());
      return new Standing(
          standing.source(), standing.position(), standing.asOf(), copy, standing.unexplained());
    } finally {
      lock.unlock();
    }
  }

  private void countFrom(long position) {
    taken = standing.ledger().takenInOnly();
    countedThrough = position;
    ages.forget();
    counted.signalAll();
  }

  private Set<String> tenants() {
    Set<String> tenants = new TreeSet<>(standing.ledger().tenants());
    tenants.addAll(taken.tenants());
    tenants.addAll(standing.unexplained().keySet());
    return tenants;
  }

  private BookTotals page(String tenant) {
    Entries ledger = standing.ledger();
    return new BookTotals(
        taken.of(tenant, Account.ACKNOWLEDGED),
        taken.of(tenant, Account.REJECTED),
        taken.of(tenant, Account.DAMAGED),
        ledger.of(tenant, Account.RECORDED),
        ledger.of(tenant, Account.DUPLICATE),
        ledger.of(tenant, Account.QUARANTINED),
        taken.takenIn(tenant) - ledger.takenIn(tenant),
        standing.unexplained().getOrDefault(tenant, 0L));
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
