package dev.holdfast.engine.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "08001, Unavailable",
    "08006, Unavailable",
    "57P01, Unavailable",
    "57P03, Unavailable",
    "57014, Unavailable",
    "53100, Unavailable",
    "53300, Unavailable",
    "25006, Unavailable",
    "28P01, Unavailable",
    "3D000, Unavailable",
    "58030, Unavailable",
    "40001, Conflict",
    "40P01, Conflict",
    "55P03, Conflict",
    "23505, Duplicate",
    "22021, BadData",
    "22P05, BadData",
    "22003, BadData",
    "23514, BadData",
    "23502, BadData",
    "54000, BadData",
    "42601, Bug",
    "42P01, Bug",
    "XX000, Bug",
    "0A000, Bug",
    "25P02, Bug"
  })
  void tellsFromTheStateWhatHappened(String state, String kind) {
    Failure failure = Failures.of(new SQLException("x", state));

    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure.sqlState()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "08006, CommitUnknown",
    "08007, CommitUnknown",
    "57P01, CommitUnknown",
    "57014, CommitUnknown",
    "40003, CommitUnknown",
    "XX000, CommitUnknown",
    "40001, Conflict",
    "40P01, Conflict",
    "23505, Duplicate",
    "23514, BadData"
  })
  void ofACommitOnlyTheServersOwnRefusalIsCertain(String state, String kind) {
    assertThat(Failures.ofCommit(new SQLException("x", state)).getClass().getSimpleName())
        .isEqualTo(kind);
  }

  @Test
  void aPoolWithoutAConnectionIsUnavailable() {
    assertThat(Failures.of(new SQLTransientConnectionException("timed out")))
        .isEqualTo(new Failure.Unavailable(""));
  }
}
