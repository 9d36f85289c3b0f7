package dev.holdfast.server.config;

import java.util.Locale;

/// Everything a server can be told, with meaning, unit and default. A flag wins over the variable.
public enum Setting {
  PORT("8080", "TCP port of the HTTP door; 0 takes any free one"),
  HOST("0.0.0.0", "address the HTTP door listens on"),
  DATA("./data", "folder that holds everything: journal, PostgreSQL, keys, logs"),
  DEMO("false", "a demo tenant, its site, and the write key pk_demo for any origin"),
  DATABASE_URL("", "postgresql://user:password@host:port/database; the embedded one when empty"),
  DATABASE_USER("holdfast", "role at that database, when the URL does not name it"),
  DATABASE_PASSWORD("", "its password, when the URL does not name it"),
  MONTHS_KEPT("0", "months of events kept in full; their ids are kept for ever; 0 keeps all"),
  JOURNAL_SEGMENT_MIB("64", "size of a journal segment in MiB"),
  JOURNAL_RESERVE_MIB("256", "free space in MiB that the journal leaves alone"),
  JOURNAL_RETENTION_HOURS("24", "how long a drained journal segment is kept"),
  KNOWN_BAD(
      "", "a broken promise for the drill: ack-before-fsync or gate-off; never with real data");

  private final String standard;
  private final String meaning;

  Setting(String standard, String meaning) {
    this.standard = standard;
    this.meaning = meaning;
  }

  /// The environment variable, such as `HOLDFAST_PORT`.
  public String variable() {
    return "HOLDFAST_" + name();
  }

  /// The name in messages, such as `database-url`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String standard() {
    return standard;
  }

  public String meaning() {
    return meaning;
  }
}
