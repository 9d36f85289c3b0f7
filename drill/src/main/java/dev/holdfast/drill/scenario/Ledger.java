package dev.holdfast.drill.scenario;

import dev.holdfast.drill.history.DrillException;
import dev.holdfast.drill.history.Found;
import dev.holdfast.drill.history.Found.Place;
import dev.holdfast.drill.history.Hash;
import dev.holdfast.drill.history.Recorder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks into the database past the server, on a connection of its own for each look. Safe for many
/// threads.
final class Ledger {
  private static final int FETCH_ROWS = 5_000;
  private static final Pattern KEY = Pattern.compile("\"key\":\"([^\"]*)\"");

  private static final String COUNT =
      "SELECT (SELECT count(*) FROM event) + (SELECT coalesce(sum(items), 0) FROM quarantine)";
  private static final String EVENTS = "SELECT id::text, data FROM event";
  private static final String QUARANTINED =
      "SELECT coalesce(signal_id, ''), raw FROM quarantine WHERE items > 0";

  /// Half of the poison looks like a constraint of the table, half like somebody's own trigger.
  private static final String POISON =
      """
      CREATE FUNCTION drill_poison() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.type = 'drill_poison' THEN
          RAISE EXCEPTION 'the drill poisoned this item'
            USING ERRCODE = CASE WHEN NEW.seq % 2 = 0 THEN '23514' ELSE 'P0001' END;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER drill_poison BEFORE INSERT ON event
        FOR EACH ROW EXECUTE FUNCTION drill_poison();
      """;

  /// Where the database is; asked anew at each look, because it may move.
  interface Address {
    /// Throws a DrillException while nobody knows.
    Login login();
  }

  /// How to get in.
  record Login(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return "Login[" + jdbcUrl + "]";
    }
  }

  private final Address address;

  Ledger(Address address) {
    this.address = address;
  }

  /// Items that arrived at the end of their way, good or bad; -1 while the database is away.
  long arrived() {
    try (Connection connection = connect("2");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(COUNT)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException | DrillException e) {
      return -1;
    }
  }

  /// From now on the database refuses each item of the poisoned type.
  void poison() {
    try (Connection connection = connect("10");
        Statement statement = connection.createStatement()) {
      statement.execute(POISON);
    } catch (SQLException e) {
      throw new DrillException("The poison could not be installed: " + e.getMessage(), e);
    }
  }

  /// Writes down everything the database holds.
  void copyTo(Recorder recorder) {
    try (Connection connection = connect("60");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.setFetchSize(FETCH_ROWS);
      copyEvents(statement, recorder);
      copyQuarantined(statement, recorder);
    } catch (SQLException e) {
      throw new DrillException("The ledger could not be read: " + e.getMessage(), e);
    }
  }

  private static void copyEvents(Statement statement, Recorder recorder) throws SQLException {
    try (ResultSet rows = statement.executeQuery(EVENTS)) {
      while (rows.next()) {
        String raw = rows.getString(2);
        recorder.found(new Found(Place.EVENT, rows.getString(1), key(raw), Hash.of(raw)));
      }
    }
  }

  private static void copyQuarantined(Statement statement, Recorder recorder) throws SQLException {
    try (ResultSet rows = statement.executeQuery(QUARANTINED)) {
      while (rows.next()) {
        byte[] raw = rows.getBytes(2);
        String key = key(new String(raw, StandardCharsets.UTF_8));
        recorder.found(new Found(Place.QUARANTINE, rows.getString(1), key, Hash.of(raw)));
      }
    }
  }

  private static String key(String raw) {
    Matcher matcher = KEY.matcher(raw);
    return matcher.find() ? matcher.group(1) : "";
  }

  private Connection connect(String socketTimeoutSeconds) throws SQLException {
    Login login = address.login();
    Properties properties = new Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("loginTimeout", "2");
    properties.setProperty("socketTimeout", socketTimeoutSeconds);
    return DriverManager.getConnection(login.jdbcUrl(), properties);
  }
}
