package dev.holdfast.engine.drain;

import dev.holdfast.engine.book.BookStore;
import dev.holdfast.engine.book.LiveBooks;
import dev.holdfast.engine.db.Database;
import dev.holdfast.engine.db.Lane;
import dev.holdfast.engine.db.Sql;
import dev.holdfast.journal.Item;
import dev.holdfast.journal.Journal;
import dev.holdfast.journal.JournalReader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds where to go on. The ledger's stored position decides; it also answers whether a commit
/// happened whose answer was lost.
///
/// A journal the ledger has not seen is a new stream from its beginning. A ledger that is behind
/// (restored from a backup) is filled again from its own position. A journal that is behind, or
/// holds another entry at the stored position (its disk was set back), is drained again from the
/// oldest entry it keeps, as a new epoch. In each case the gate refuses what is there already.
final class Resume {
  private static final Logger log = LoggerFactory.getLogger(Resume.class);

  private static final String SNAPSHOT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ";
  private static final int ENTRY_BYTES = 1;

  private final Database database;
  private final Journal journal;
  private final LiveBooks books;
  private final InstantSource clock;

  Resume(Database database, Journal journal, LiveBooks books, InstantSource clock) {
    this.database = database;
    this.journal = journal;
    this.books = books;
    this.clock = clock;
  }

  /// Where to go on; the books in memory are those of that position then.
  Positions.Stored open() throws InterruptedException {
    Positions.Stored stored =
        database.transaction(Lane.DRAIN, connection -> Positions.open(connection, journal.id()));
    if (setBack(stored)) {
      beginAgain(stored);
    }
    return database.transaction(
        Lane.DRAIN,
        connection -> {
          Sql.run(connection, SNAPSHOT);
          Positions.Stored now = Positions.find(connection, journal.id()).orElseThrow();
          books.load(now.source(), now.position(), BookStore.totals(connection), clock.instant());
          return now;
        });
  }

  private boolean setBack(Positions.Stored stored) throws InterruptedException {
    if (stored.position() > journal.durableThrough()) {
      return true;
    }
    if (stored.position() == 0 || stored.checksum() < 0) {
      return false;
    }
    try (JournalReader reader = journal.read(stored.position())) {
      List<Item> items = reader.next(1, ENTRY_BYTES, Duration.ZERO);
      // An entry that is no longer kept, or damaged since, tells nothing.
      return !items.isEmpty()
          && items.getFirst() instanceof Item.Stored entry
          && entry.sequence() == stored.position()
          && Batch.checksum(entry) != stored.checksum();
    }
  }

  private void beginAgain(Positions.Stored stored) {
    long oldest = Math.max(1, journal.status().oldestKept());
    log.warn(
        "journal={} was set back: the ledger stands at {}, the journal ends at {}; it is drained"
            + " again from {}, what is recorded already is refused",
        journal.id(),
        stored.position(),
        journal.durableThrough(),
        oldest);
    database.transaction(
        Lane.DRAIN,
        connection -> {
          Positions.beginAgain(connection, stored, oldest - 1);
          return true;
        });
  }
}
