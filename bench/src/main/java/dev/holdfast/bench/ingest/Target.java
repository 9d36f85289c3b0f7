package dev.holdfast.bench.ingest;

/// A server under load, in a process of its own.
interface Target {
  int port();

  /// The key to send with.
  String key();

  /// Processor time of the server so far, in microseconds, without a database beside it.
  double cpuMicros();

  /// Processor time of the database beside it so far, in microseconds.
  double databaseCpuMicros();

  /// Ends it and waits for the end.
  void stop() throws InterruptedException;
}
