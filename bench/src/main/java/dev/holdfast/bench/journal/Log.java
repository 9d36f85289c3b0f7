package dev.holdfast.bench.journal;

/// A log under test. Opened empty; safe for many appenders.
interface Log {
  /// The way in for one appender, asked for on the appender's own thread.
  Appender appender();

  /// One thread's way in.
  @FunctionalInterface
  interface Appender {
    /// Returns once the record stands as durably as this log promises.
    void append(byte[] record) throws Exception;
  }

  /// Stops it as its maker means it to be stopped.
  void stop() throws Exception;

  /// How many records are found when the log is opened again; called after `stop`. What was
  /// acknowledged and is not found is a fault of the contender, or of how we drive it.
  long found() throws Exception;
}
