package dev.holdfast.server.ingest;

import dev.holdfast.journal.Appended;
import dev.holdfast.journal.Entry;
import dev.holdfast.journal.Journal;
import dev.holdfast.server.http.Problem;
import dev.holdfast.server.http.Traces;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of a batch on one event loop: head, body, items, journal, answer. Confined to the loop;
/// nothing here waits.
final class SyncLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);
  private static final int SWEEP_MILLIS = 500;

  /// Of a refused body so much is still read, so that its sender gets to see the answer.
  private static final long DISCARD_BYTES_MAX = 16 << 20;

  private static final Denial NO_ROOM =
      Denial.forNow(
          Refusal.NO_ROOM,
          "no-room",
          "Too many bodies are being received; send the same again later.",
          Duration.ofSeconds(1));
  private static final Denial SLOW =
      Denial.forGood(
          Refusal.SLOW, 408, "too-slow", "The body did not arrive in time; send the same again.");

  private final Setting setting;
  private final Answers answers;
  private final Traces traces;
  private final BatchReader reader;
  private final Homeward homeward;
  private final Unfinished unfinished = new Unfinished();

  SyncLoop(Setting setting, Context loop, Answers answers, Traces traces) {
    this.setting = setting;
    this.answers = answers;
    this.traces = traces;
    this.reader = new BatchReader(setting.config());
    this.homeward = new Homeward(loop, this::settled);
    loop.owner().setPeriodic(SWEEP_MILLIS, _ -> sweep());
  }

  /// What the loops of one ingest share.
  record Setting(
      IngestConfig config,
      Journal journal,
      Admission admission,
      Gunzip gunzip,
      Transcript transcript,
      Outcomes outcomes,
      IngestListener listener,
      Room room) {}

  void handle(HttpServerRequest request) {
    Exchange exchange = new Exchange(request, traces.of(request.headers()), System.nanoTime());
    answers.begin(request, exchange.trace);
    if (request.method().equals(HttpMethod.OPTIONS)) {
      answers.preflight(request);
      return;
    }
    unfinished.add(exchange);
    request.exceptionHandler(_ -> cut(exchange));
    request.handler(chunk -> receive(exchange, chunk));
    request.endHandler(_ -> arrived(exchange));
    switch (setting.admission().judge(request)) {
      case Admission.Verdict.Admitted admitted -> admit(exchange, admitted);
      case Admission.Verdict.Denied(Denial denial) -> refuse(exchange, denial);
    }
  }

  private void admit(Exchange exchange, Admission.Verdict.Admitted admitted) {
    long announced = announced(exchange.request);
    if (announced > setting.config().body().bytesMax()) {
      refuse(exchange, setting.admission().tooLarge());
      return;
    }
    exchange.pass = admitted.pass();
    exchange.packed = admitted.packed();
    exchange.upload = new Upload((int) announced);
    grant(exchange, announced);
  }

  private void receive(Exchange exchange, Buffer chunk) {
    if (exchange.refused) {
      discard(exchange, chunk.length());
      return;
    }
    long length = exchange.upload.lengthWith(chunk);
    if (length > setting.config().body().bytesMax()) {
      refuse(exchange, setting.admission().tooLarge());
    } else if (grant(exchange, length - exchange.upload.granted())) {
      exchange.upload.add(chunk);
    }
  }

  /// Room for so many more bytes of this body; without it the request is refused.
  private boolean grant(Exchange exchange, long bytes) {
    if (bytes <= 0) {
      return true;
    }
    if (!setting.room().take(bytes)) {
      refuse(exchange, NO_ROOM);
      return false;
    }
    exchange.upload.grant(bytes);
    return true;
  }

  private void arrived(Exchange exchange) {
    unfinished.remove(exchange);
    Pass pass = exchange.pass;
    if (exchange.refused || pass == null) {
      return;
    }
    exchange.arrivedNanos = System.nanoTime();
    try {
      if (!exchange.packed) {
        read(exchange, pass, exchange.upload.bytes(), exchange.upload.length());
      } else {
        unpack(exchange, pass);
      }
    } catch (RuntimeException e) {
      LOG.error(
          "Request failed before the journal; answered 503, nothing is taken. correlation={}",
          exchange.trace.correlationId(),
          e);
      refuse(exchange, Outcomes.bug());
    }
  }

  private void unpack(Exchange exchange, Pass pass) {
    Upload upload = exchange.upload;
    switch (setting.gunzip().unpack(upload.bytes(), upload.length())) {
      case Gunzip.Result.Refused(var problem) -> refuse(exchange, malformed(problem));
      case Gunzip.Result.Unpacked unpacked -> {
        if (grant(exchange, unpacked.length)) {
          read(exchange, pass, unpacked.bytes, unpacked.length);
        }
      }
    }
  }

  private void read(Exchange exchange, Pass pass, byte[] body, int length) {
    switch (reader.read(body, length)) {
      case Reading.Refused(var problem) -> refuse(exchange, malformed(problem));
      case Reading.Batch batch -> take(exchange, pass, batch, body);
    }
  }

  private void take(Exchange exchange, Pass pass, Reading.Batch batch, byte[] body) {
    exchange.items = batch.items();
    exchange.noted = batch.noted();
    pass.charge(batch.items().size() - 1);
    List<Entry> entries = setting.transcript().of(exchange, pass, batch, body);
    if (entries.isEmpty()) {
      answer(exchange, pass, null);
      return;
    }
    var _ =
        setting
            .journal()
            .append(entries)
            .whenComplete((appended, bug) -> {
              exchange.appended = bug == null ? appended : unknown(bug);
              homeward.send(exchange);
            });
  }

  /// Back on the loop, with the journal's word.
  private void settled(Exchange exchange) {
    Pass pass = exchange.pass;
    Appended appended = exchange.appended;
    if (pass == null || appended == null) {
      throw new IllegalStateException("an exchange came home without the journal's word");
    }
    switch (appended) {
      case Appended.Durable durable -> answer(exchange, pass, durable);
      case Appended.Refused refused -> refuse(exchange, setting.outcomes().denial(refused));
      case Appended.Indeterminate doubt -> refuse(exchange, setting.outcomes().denial(doubt));
    }
  }

  private void answer(Exchange exchange, Pass pass, Appended.@Nullable Durable durable) {
    setting.room().give(exchange.upload.release());
    answers.taken(exchange, durable);
    setting.listener().took(pass.key(), exchange.accepted, exchange.rejected());
  }

  private void refuse(Exchange exchange, Denial denial) {
    exchange.refused = true;
    setting.room().give(exchange.upload.release());
    answers.refused(exchange, denial);
  }

  private void discard(Exchange exchange, int bytes) {
    exchange.discardedBytes += bytes;
    if (exchange.discardedBytes > DISCARD_BYTES_MAX) {
      exchange.request.connection().close();
    }
  }

  /// The sender went away in the middle of its body: nothing of it is taken.
  private void cut(Exchange exchange) {
    unfinished.remove(exchange);
    if (exchange.arrivedNanos == 0) {
      exchange.refused = true;
      setting.room().give(exchange.upload.release());
    }
  }

  private void sweep() {
    long deadline = setting.config().body().deadline().toNanos();
    unfinished.overdue(System.nanoTime() - deadline, this::late);
  }

  private void late(Exchange exchange) {
    var connection = exchange.request.connection();
    if (exchange.refused) {
      connection.close();
      return;
    }
    exchange.refused = true;
    setting.room().give(exchange.upload.release());
    answers.refused(exchange, SLOW).onComplete(_ -> connection.close());
  }

  private static Appended unknown(Throwable bug) {
    LOG.error("The journal broke its promise not to fail exceptionally; answered 503", bug);
    return new Appended.Indeterminate("The journal failed.");
  }

  private static Denial malformed(Problem problem) {
    Refusal why = problem.status() == 413 ? Refusal.TOO_LARGE : Refusal.MALFORMED;
    return new Denial(why, problem, Duration.ZERO);
  }

  /// 0 when the sender did not say.
  private static long announced(HttpServerRequest request) {
    String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Math.max(0, Long.parseLong(length));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
