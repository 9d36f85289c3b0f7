package dev.holdfast.drill.hostile;

import dev.holdfast.drill.history.Answered;
import dev.holdfast.drill.history.Mark.What;
import dev.holdfast.drill.history.Outcome;
import dev.holdfast.drill.history.Recorder;
import dev.holdfast.drill.history.Sent;
import dev.holdfast.drill.load.Response;
import dev.holdfast.drill.load.Wire;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends hostile requests and holds every answer against what is allowed. Confined to one thread.
public final class Attacker {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final int port;
  private final Recorder recorder;
  private final Corpus corpus;
  private long requests = -1;

  public Attacker(int port, Recorder recorder, RandomGenerator random) {
    this.port = port;
    this.recorder = recorder;
    this.corpus = new Corpus(InstantSource.system(), random);
  }

  /// Sends every kind of request once.
  ///
  /// @return items that the server took over, acknowledged or rejected
  public int attack() {
    int taken = 0;
    for (Hostile hostile : corpus.all()) {
      taken += send(hostile);
    }
    return taken;
  }

  private int send(Hostile hostile) {
    long request = requests--;
    for (Piece piece : hostile.pieces()) {
      recorder.sent(sent(request, piece));
    }
    Optional<Response> answer = exchange(hostile);
    if (answer.isEmpty()) {
      if (!hostile.silenceAllowed()) {
        recorder.mark(What.BREACH, "no answer to '%s'".formatted(hostile.name()));
      }
      hostile.pieces().forEach(it -> answered(request, it, Outcome.INDETERMINATE, "none"));
      return 0;
    }
    judge(hostile, answer.get());
    return settle(hostile, request, answer.get());
  }

  private Optional<Response> exchange(Hostile hostile) {
    try (Wire wire = Wire.open(port)) {
      wire.send(hostile.toSend());
      if (hostile.hangsUp()) {
        wire.endSending();
      }
      return Optional.of(wire.receive(ANSWER));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private void judge(Hostile hostile, Response answer) {
    int status = answer.status();
    if (!hostile.allowed().contains(status) && status != 503) {
      recorder.mark(What.BREACH, "%d to '%s'".formatted(status, hostile.name()));
    } else if (status == 503 && answer.retryAfter().isEmpty()) {
      recorder.mark(What.BREACH, "503 without Retry-After to '%s'".formatted(hostile.name()));
    }
  }

  private int settle(Hostile hostile, long request, Response answer) {
    if (answer.status() != 202) {
      Outcome outcome = answer.status() == 503 ? Outcome.INDETERMINATE : Outcome.REFUSED;
      String detail = Integer.toString(answer.status());
      hostile.pieces().forEach(piece -> answered(request, piece, outcome, detail));
      return 0;
    }
    Named named = Named.in(answer.body());
    int taken = 0;
    for (Piece piece : hostile.pieces()) {
      Outcome outcome = named.outcome(piece);
      answered(request, piece, outcome, "202");
      taken += outcome == Outcome.INDETERMINATE ? 0 : 1;
    }
    return taken;
  }

  private void answered(long request, Piece piece, Outcome outcome, String detail) {
    recorder.answered(
        new Answered(recorder.clock().millis(), request, piece.id(), outcome, detail));
  }

  private Sent sent(long request, Piece piece) {
    return new Sent(
        recorder.clock().millis(),
        request,
        "attacker",
        0,
        piece.id(),
        piece.key(),
        piece.hash(),
        piece.kind());
  }

  /// Which items an answer names.
  ///
  /// @param nameless rejects without an id the sender could know
  private record Named(Set<String> ack, Set<String> reject, boolean nameless) {
    static Named in(String body) {
      Set<String> ack = new HashSet<>();
      Set<String> reject = new HashSet<>();
      try {
        JsonNode answer = JSON.readTree(body);
        answer.path("ack").forEach(id -> ack.add(id.asString("")));
        answer.path("reject").forEach(entry -> reject.add(entry.path("id").asString("")));
      } catch (JacksonException e) {
        // Names nothing, so nothing of it counts as taken.
      }
      return new Named(ack, reject, !reject.isEmpty());
    }

    Outcome outcome(Piece piece) {
      if (ack.contains(piece.id())) {
        return Outcome.OK;
      }
      boolean rejected = piece.nameable() ? reject.contains(piece.id()) : nameless;
      return rejected ? Outcome.REJECTED : Outcome.INDETERMINATE;
    }
  }
}
