package dev.holdfast.engine.db;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Tells from an SQLSTATE what an SQLException means: the only place that does.
public final class Failures {
  private Failures() {}

  /// A failure before COMMIT was sent: the transaction did not happen.
  public static Failure of(SQLException e) {
    String state = state(e);
    if (lostConnection(e, state) || tooSlowOrStarved(state)) {
      return new Failure.Unavailable(state);
    }
    if (state.equals("23505")) {
      return new Failure.Duplicate(state, constraint(e));
    }
    if (state.startsWith("40") || state.equals("55P03") || state.equals("55006")) {
      return new Failure.Conflict(state);
    }
    if (badData(state)) {
      return new Failure.BadData(state);
    }
    return new Failure.Bug(state);
  }

  /// A failure of COMMIT itself: only an error that the server reports about this transaction
  /// proves that it did not happen.
  static Failure ofCommit(SQLException e) {
    String state = state(e);
    boolean rolledBack = state.startsWith("40") && !state.equals("40003");
    if (rolledBack || state.startsWith("23") || state.startsWith("25")) {
      return of(e);
    }
    return new Failure.CommitUnknown(state);
  }

  private static boolean lostConnection(SQLException e, String state) {
    return e instanceof SQLTransientConnectionException
        || e instanceof SQLRecoverableException
        || state.startsWith("08")
        // Wrong password, no such database: nothing to be done here but to ask again.
        || state.startsWith("28")
        || state.equals("3D000");
  }

  private static boolean tooSlowOrStarved(String state) {
    return switch (state) {
      // Cancelled by its time limit, or its transaction ended by one; or the server became a
      // standby.
      case "57014", "25P03", "25P04", "25006" -> true;
      // Shutdown, crash, starting up; out of disk, memory, connections; an I/O error.
      default -> state.startsWith("57P") || state.startsWith("53") || state.startsWith("58");
    };
  }

  private static boolean badData(String state) {
    return state.startsWith("22")
        || state.startsWith("23")
        || state.startsWith("54")
        || state.startsWith("44")
        || state.equals("P0001");
  }

  private static String state(SQLException e) {
    String state = e.getSQLState();
    return state == null ? "" : state;
  }

  private static String constraint(SQLException e) {
    if (e instanceof PSQLException postgres) {
      ServerErrorMessage message = postgres.getServerErrorMessage();
      String constraint = message == null ? null : message.getConstraint();
      return constraint == null ? "" : constraint;
    }
    return "";
  }
}
