package dev.holdfast.engine.trace;

import dev.holdfast.engine.db.Sql;
import dev.holdfast.engine.trace.Trace.Envelope;
import dev.holdfast.engine.trace.Trace.Found;
import dev.holdfast.engine.trace.Trace.Place;
import dev.holdfast.engine.trace.Trace.Step;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The search's questions to the ledger. Stateless.
final class TraceStore {
  private static final UUID NO_ID = new UUID(0, 0);

  private static final String RECORDED =
      """
      SELECT event.*, repeat.times, repeat.last_at
        FROM (SELECT * FROM event WHERE tenant_id = ? AND id = ?
              UNION
              SELECT * FROM event WHERE tenant_id = ? AND correlation_id = ?) AS event
        LEFT JOIN repeat ON repeat.tenant_id = event.tenant_id AND repeat.id = event.id
       ORDER BY event.position
       LIMIT ?
      """;

  // Of a dropped month only the id is left.
  private static final String DROPPED =
      """
      SELECT kept.*, repeat.times, repeat.last_at
        FROM processed_id AS kept
        LEFT JOIN repeat ON repeat.tenant_id = kept.tenant_id AND repeat.id = kept.id
       WHERE kept.tenant_id = ? AND kept.id = ?
         AND NOT EXISTS (SELECT 1 FROM event WHERE event.tenant_id = kept.tenant_id
                                               AND event.id = kept.id)
      """;

  private static final String QUARANTINED =
      """
      SELECT *
        FROM quarantine
       WHERE tenant_id = ? AND (signal_id = ? OR correlation_id = ?)
       ORDER BY position
       LIMIT ?
      """;

  private static final String RECENT =
      """
      SELECT id, site_id, type, received_at, correlation_id, position
        FROM event
       WHERE tenant_id = ? AND (site_id = ? OR ?) AND id >= ? AND id < ?
       ORDER BY id DESC
       LIMIT ?
      """;

  private TraceStore() {}

  static List<Found> recorded(Connection connection, Query query, int max) throws SQLException {
    UUID id = query.id() == null ? NO_ID : query.id();
    List<Found> found =
        new ArrayList<>(
            Sql.list(
                connection,
                RECORDED,
                TraceStore::recorded,
                query.tenant(),
                id,
                query.tenant(),
                query.text(),
                max));
    found.addAll(Sql.list(connection, DROPPED, TraceStore::dropped, query.tenant(), id));
    return found;
  }

  static List<Found> quarantined(Connection connection, Query query, int max) throws SQLException {
    return Sql.list(
        connection,
        QUARANTINED,
        TraceStore::quarantined,
        query.tenant(),
        query.text(),
        query.text(),
        max);
  }

  static List<RecentSignal> recent(Connection connection, RecentQuery query) throws SQLException {
    return Sql.list(
        connection,
        RECENT,
        row ->
            new RecentSignal(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                time(row, "received_at"),
                row.getString(5),
                row.getLong(6)),
        query.tenant(),
        query.site() == null ? "" : query.site(),
        query.site() == null,
        query.from(),
        query.below(),
        query.limit());
  }

  private static Found recorded(ResultSet row) throws SQLException {
    List<Step> way = new ArrayList<>();
    way.add(new Step("received", time(row, "received_at"), "by the ingest"));
    way.add(new Step("journalled", null, "position " + row.getLong("position")));
    way.add(new Step("recorded", time(row, "recorded_at"), "in the ledger"));
    long repeats = repeats(row, way);
    return new Found(
        Place.RECORDED,
        row.getString("id"),
        new Envelope(
            row.getString("site_id"),
            row.getString("type"),
            row.getString("correlation_id"),
            row.getString("traceparent"),
            Sql.uuid(row, "device"),
            row.getInt("epoch"),
            row.getLong("seq"),
            Sql.uuid(row, "session_id"),
            Sql.instant(row, "at"),
            row.getString("key_id")),
        repeats,
        row.getString("data"),
        way);
  }

  private static Found dropped(ResultSet row) throws SQLException {
    List<Step> way = new ArrayList<>();
    way.add(new Step("received", time(row, "received_at"), "by the ingest"));
    way.add(new Step("recorded", null, "its month was dropped by retention, its id is kept"));
    long repeats = repeats(row, way);
    return new Found(
        Place.RECORDED,
        row.getString("id"),
        new Envelope(
            row.getString("site_id"), row.getString("type"), "", null, null, 0, 0, null, null, ""),
        repeats,
        null,
        way);
  }

  private static Found quarantined(ResultSet row) throws SQLException {
    List<Step> way = new ArrayList<>();
    way.add(new Step("received", Sql.instant(row, "received_at"), "by the ingest"));
    way.add(new Step("journalled", null, "position " + row.getLong("position")));
    String why = row.getString("code") + ": " + row.getString("reason");
    way.add(new Step("quarantined", time(row, "quarantined_at"), why));
    return new Found(
        Place.QUARANTINED,
        text(row, "signal_id"),
        new Envelope(
            text(row, "site_id"),
            "",
            text(row, "correlation_id"),
            null,
            Sql.uuid(row, "device"),
            row.getInt("device_epoch"),
            row.getLong("seq"),
            null,
            null,
            text(row, "key_id")),
        0,
        decoded(row.getBytes("raw")),
        way);
  }

  private static long repeats(ResultSet row, List<Step> way) throws SQLException {
    long times = row.getLong("times");
    if (times > 0) {
      way.add(new Step("repeated", time(row, "last_at"), times + " times, refused each time"));
    }
    return times;
  }

  /// The bytes as text, if they are.
  private static @Nullable String decoded(byte[] raw) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(Sql.instant(row, column), column);
  }

  private static String text(ResultSet row, String column) throws SQLException {
    @Nullable String text = row.getString(column);
    return text == null ? "" : text;
  }
}
