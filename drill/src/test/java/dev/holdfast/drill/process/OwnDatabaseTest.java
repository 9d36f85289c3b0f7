package dev.holdfast.drill.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDatabaseTest {
  @TempDir Path folder;

  @Test
  void databaseIsGoneWhileStoppedAndBackAtTheSameAddressWithItsData() throws Exception {
    try (OwnDatabase database = new OwnDatabase(folder.resolve("database"))) {
      database.start();
      String address = database.jdbcUrl();
      execute(database, "CREATE TABLE kept AS SELECT 7 AS n");

      database.stopImmediately();

      assertThat(Processes.workingIn(folder)).isEmpty();
      assertThatThrownBy(() -> execute(database, "SELECT 1"))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("08001");

      database.start();

      assertThat(database.jdbcUrl()).isEqualTo(address);
      execute(database, "SELECT 1 / (SELECT count(*) FROM kept)");
    }
    assertThat(Processes.workingIn(folder)).isEmpty();
  }

  private static void execute(OwnDatabase database, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
