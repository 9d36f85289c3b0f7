package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {
  @Test
  void twoDatabasesDoNotSeeEachOther() throws SQLException {
    try (TestDatabase one = TestDatabase.fresh();
        TestDatabase two = TestDatabase.fresh()) {
      one.execute("CREATE TABLE mine AS SELECT 1 AS n");
      two.execute("CREATE TABLE mine AS SELECT 2 AS n");

      assertThat(number(one, "SELECT n FROM mine")).isEqualTo(1);
      assertThat(number(two, "SELECT n FROM mine")).isEqualTo(2);
    }
  }

  @Test
  void aClosedDatabaseIsGoneEvenForWhoIsStillConnected() throws SQLException {
    TestDatabase database = TestDatabase.fresh();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      database.close();

      assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
      assertThatThrownBy(database::connect)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("does not exist");
    }
  }

  private static int number(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getInt(1);
    }
  }
}
