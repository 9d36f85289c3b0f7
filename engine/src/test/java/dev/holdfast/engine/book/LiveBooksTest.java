package dev.holdfast.engine.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.engine.ledger.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveBooksTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final UUID journal = UUID.randomUUID();
  private final Source source = new Source(journal, 0);
  private final LiveBooks books = new BookMemory(null).recall(journal, NOW);

  @Test
  void countsWhatIsAheadOfTheDrain() {
    assertThat(books.count(1, 10, taken("acme", 9), NOW)).isTrue();
    books.committed(4, drained("acme", 4), NOW);

    assertThat(books.books().of("acme")).isEqualTo(new BookTotals(9, 0, 0, 4, 0, 0, 5, 0));
    assertThat(books.nextToCount()).isEqualTo(11);
  }

  @Test
  void aDrainThatIsFasterThanTheCountTakesItAlong() {
    books.committed(20, drained("acme", 20), NOW);

    assertThat(books.count(1, 10, taken("acme", 10), NOW)).isFalse();
    assertThat(books.nextToCount()).isEqualTo(21);
    assertThat(books.books().of("acme")).isEqualTo(new BookTotals(20, 0, 0, 20, 0, 0, 0, 0));
  }

  @Test
  void aLedgerThatIsNotAsRememberedIsCountedFromAnew() {
    books.count(1, 10, taken("acme", 10), NOW);
    books.load(source, 3, drained("acme", 3), NOW);

    assertThat(books.nextToCount()).isEqualTo(4);
    assertThat(books.books().total().balanced()).isTrue();
  }

  @Test
  void aLedgerThatIsAsRememberedKeepsTheCount() {
    books.count(1, 10, taken("acme", 10), NOW);
    books.load(source, 0, new Entries(), NOW);

    assertThat(books.nextToCount()).isEqualTo(11);
    assertThat(books.books().of("acme").inJournal()).isEqualTo(10);
  }

  @Test
  void theLagIsTheAgeOfTheOldestItemNotDrained() {
    books.count(1, 5, taken("acme", 5), NOW);
    books.count(6, 10, taken("acme", 5), NOW.plusSeconds(10));
    Instant later = NOW.plusSeconds(60);

    assertThat(books.lag(later)).isEqualTo(Duration.ofSeconds(60));
    books.committed(5, drained("acme", 5), later);
    assertThat(books.lag(later)).isEqualTo(Duration.ofSeconds(50));
    books.committed(10, drained("acme", 5), later);
    assertThat(books.lag(later)).isZero();
  }

  /// Count and drain run at their own speed over the same entries, and the ledger is read again now
  /// and then: the books balance at every moment, and come out right.
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void balancesAtEveryMoment(long seed) {
    Random random = new Random(seed);
    List<String> journalled = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      journalled.add(random.nextInt(5) == 0 ? "" : "tenant-" + random.nextInt(3));
    }
    int drained = 0;
    while (drained < journalled.size() || books.nextToCount() <= journalled.size()) {
      if (random.nextBoolean() && books.nextToCount() <= journalled.size()) {
        int from = (int) books.nextToCount();
        int through = Math.min(journalled.size(), from + random.nextInt(40));
        books.count(from, through, entries(journalled.subList(from - 1, through), false), NOW);
      } else if (drained < journalled.size()) {
        int through = Math.min(journalled.size(), drained + 1 + random.nextInt(30));
        books.committed(through, entries(journalled.subList(drained, through), true), NOW);
        drained = through;
      }
      if (random.nextInt(20) == 0) {
        books.load(source, drained, entries(journalled.subList(0, drained), true), NOW);
      }
      assertThat(books.books().total().balanced()).as("seed %d at %d", seed, drained).isTrue();
    }

    long items = journalled.stream().filter(it -> !it.isEmpty()).count();
    assertThat(books.books().total()).isEqualTo(new BookTotals(items, 0, 0, items, 0, 0, 0, 0));
  }

  private static Entries entries(List<String> tenants, boolean drained) {
    Entries entries = new Entries();
    for (String tenant : tenants) {
      if (!tenant.isEmpty()) {
        entries.addAll(drained ? drained(tenant, 1) : taken(tenant, 1));
      }
    }
    return entries;
  }

  private static Entries taken(String tenant, long items) {
    Entries entries = new Entries();
    entries.add(tenant, Account.ACKNOWLEDGED, items);
    return entries;
  }

  private static Entries drained(String tenant, long items) {
    Entries entries = taken(tenant, items);
    entries.add(tenant, Account.RECORDED, items);
    return entries;
  }
}
