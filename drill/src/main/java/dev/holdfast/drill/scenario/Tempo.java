package dev.holdfast.drill.scenario;

import java.time.Duration;

/// How long the parts of a run take.
///
/// @param perSecond events made each second
/// @param warmUp load before the fault
/// @param fault how long it stands
/// @param afterwards load after it
/// @param kills how often a server is killed where that is the fault
/// @param patience how long the drill waits for what should long have happened
/// @param lanes runs that are played at the same time
public record Tempo(
    double perSecond,
    Duration warmUp,
    Duration fault,
    Duration afterwards,
    int kills,
    Duration patience,
    int lanes) {
  public static final Tempo FULL =
      new Tempo(
          1_000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          6,
          Duration.ofSeconds(60),
          1);

  public static final Tempo QUICK =
      new Tempo(
          1_000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(6),
          Duration.ofSeconds(2),
          2,
          Duration.ofSeconds(25),
          2);

  /// For a build that is known to be bad: what is lost will not come, however long one waits.
  public static final Tempo PROOF =
      new Tempo(
          1_000,
          Duration.ofMillis(1_500),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          1,
          Duration.ofSeconds(10),
          2);
}
