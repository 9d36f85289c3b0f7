package dev.holdfast.bench.ingest;

/// One shape on one server in one round.
///
/// @param requests answered, of whatever status
/// @param seconds for how long
/// @param cpuMicros processor time of the server per request
/// @param databaseCpuMicros processor time of its database per request, in the same window
/// @param latency median and 99th percentile
/// @param failures answers that were no 202, broken connections, timeouts
record Measured(
    long requests,
    double seconds,
    double cpuMicros,
    double databaseCpuMicros,
    Wrk.Micros latency,
    long failures) {

  double requestsPerSecond() {
    return requests / seconds;
  }

  double p50Micros() {
    return latency.p50();
  }

  double p99Micros() {
    return latency.p99();
  }
}
