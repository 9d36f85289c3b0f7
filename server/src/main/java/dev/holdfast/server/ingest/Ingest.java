package dev.holdfast.server.ingest;

import dev.holdfast.journal.Journal;
import dev.holdfast.server.http.LoopRoute;
import dev.holdfast.server.http.Traces;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.random.RandomGenerator.SplittableGenerator;

/// Takes batches of signals over HTTP and acknowledges an item only when the journal says that it
/// is durable; in doubt it answers 503. Never looks at the database.
public final class Ingest implements LoopRoute {
  private static final String PATH = "/api/sync";

  private final InstantSource clock;
  private final SplittableGenerator random;
  private final SyncLoop.Setting setting;
  private final IngestCounts counts;

  /// @param clock when a signal was received, and ids
  /// @param random ids and the spread of Retry-After
  public Ingest(
      IngestConfig config,
      Journal journal,
      Keys keys,
      Hooks hooks,
      InstantSource clock,
      SplittableGenerator random) {
    this.clock = clock;
    this.random = random;
    Room room = new Room(config.body().heldBytesMax());
    this.setting =
        new SyncLoop.Setting(
            config,
            journal,
            new Admission(keys, config.body()),
            new Gunzip(config.body()),
            new Transcript(clock),
            new Outcomes(hooks.forecast()),
            hooks.listener(),
            room);
    this.counts = new IngestCounts(room);
  }

  /// What the ingest asks and tells on its way.
  public record Hooks(DrainForecast forecast, IngestListener listener) {
    public static final Hooks NONE = new Hooks(DrainForecast.NONE, IngestListener.NONE);
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Handler<HttpServerRequest> open(Context loop) {
    SplittableGenerator own;
    synchronized (random) {
      own = random.split();
    }
    Answers answers = new Answers(counts, clock, own);
    return new SyncLoop(setting, loop, answers, new Traces(clock, own))::handle;
  }

  /// What it did since the start.
  public IngestCounts counts() {
    return counts;
  }
}
