package dev.holdfast.server.ingest;

import dev.holdfast.server.http.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/// Reads a request body in one pass, and says of each item where its bytes are and whether it is
/// sound. Confined to one thread.
///
/// A body in which anything is wrong is read a second time, slower: there a duplicate key, bytes
/// that are not UTF-8 and deep nesting cost only the items they are in. Broken syntax costs the
/// whole body, since behind it nobody knows where an item ends.
final class BatchReader {
  private static final int QUICK_DEPTH_MAX = 500;
  private static final int CAREFUL_DEPTH_MAX = 100_000;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int DETAIL_CHARS_MAX = 200;

  private final IngestConfig config;
  private JsonFactory strict;
  private JsonFactory lenient;

  BatchReader(IngestConfig config) {
    this.config = config;
    strict = factory(true);
    lenient = factory(false);
  }

  /// Reads the first `length` bytes; the result refers to them by offset.
  Reading read(byte[] body, int length) {
    if (Utf8.firstMalformed(body, 0, length) < 0) {
      try {
        return parse(strict, body, length);
      } catch (JacksonException e) {
        renewAfter(e);
      }
    }
    return carefully(body, length);
  }

  private Reading carefully(byte[] body, int length) {
    BitSet malformed = new BitSet();
    byte[] clean = clean(body, length, malformed);
    try {
      return switch (parse(lenient, clean, length)) {
        case Reading.Batch batch -> recheck(batch, clean, malformed);
        case Reading.Refused refused -> refused;
      };
    } catch (JacksonException e) {
      renewAfter(e);
      return new Reading.Refused(notJson(e));
    }
  }

  private Reading recheck(Reading.Batch batch, byte[] clean, BitSet malformed) {
    List<Found> items = new ArrayList<>(batch.items().size());
    for (Found item : batch.items()) {
      int bad = malformed.nextSetBit(item.from());
      if (bad >= 0 && bad < item.to()) {
        items.add(fault(item, Fault.BAD_UTF8));
      } else if (hasDuplicateKey(clean, item)) {
        items.add(fault(item, Fault.DUPLICATE_KEY));
      } else {
        items.add(item);
      }
    }
    return new Reading.Batch(items, batch.envelope(), batch.noted());
  }

  /// The syntax is known to be sound here, so the only thing a strict reader of any depth can still
  /// find is a key that comes twice.
  private boolean hasDuplicateKey(byte[] clean, Found item) {
    if (item instanceof Found.Unsound(_, _, Fault fault, _, _)
        && (fault == Fault.TOO_DEEP || fault == Fault.TOO_LARGE)) {
      return false;
    }
    try (JsonParser parser =
        strict.createParser(
            ObjectReadContext.empty(), clean, item.from(), item.to() - item.from())) {
      Nesting.skip(parser, parser.nextToken());
      return false;
    } catch (StreamConstraintsException e) {
      renewAfter(e);
      return false;
    } catch (JacksonException e) {
      return true;
    }
  }

  private Reading parse(JsonFactory factory, byte[] body, int length) {
    int from = startsWithMark(body, length) ? BYTE_ORDER_MARK.length : 0;
    try (JsonParser parser =
        factory.createParser(ObjectReadContext.empty(), body, from, length - from)) {
      return new BatchParse(config.items(), parser, from).run();
    }
  }

  private static Found fault(Found item, Fault fault) {
    return switch (item) {
      case Found.Sound sound ->
          new Found.Unsound(sound.idText(), sound.seq(), fault, sound.from(), sound.to());
      case Found.Unsound unsound ->
          new Found.Unsound(unsound.id(), unsound.seq(), fault, unsound.from(), unsound.to());
    };
  }

  /// A copy with every malformed byte replaced one for one, so that offsets stay true.
  private static byte[] clean(byte[] body, int length, BitSet malformed) {
    byte[] clean = Arrays.copyOf(body, length);
    for (int at = Utf8.firstMalformed(clean, 0, length);
        at >= 0;
        at = Utf8.firstMalformed(clean, at, length)) {
      malformed.set(at);
      clean[at] = '?';
    }
    return clean;
  }

  /// A reader remembers the key names it met. Names chosen to collide fill that memory, so after
  /// such a body it starts anew instead of failing others.
  private void renewAfter(JacksonException e) {
    if (e instanceof StreamConstraintsException) {
      strict = factory(true);
      lenient = factory(false);
    }
  }

  private static Problem notJson(JacksonException e) {
    // What follows speaks of the reader's own settings.
    String message = String.valueOf(e.getOriginalMessage()).split("[\n(]", 2)[0].strip();
    long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
    return new Problem(
        400,
        "not-json",
        "The body is not JSON near byte %d: %s"
                .formatted(at, message.substring(0, Math.min(message.length(), DETAIL_CHARS_MAX)))
            + ".");
  }

  private static boolean startsWithMark(byte[] body, int length) {
    return length >= BYTE_ORDER_MARK.length
        && Arrays.mismatch(
                body, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
            < 0;
  }

  private JsonFactory factory(boolean quick) {
    int any = config.body().bytesMax();
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(quick ? QUICK_DEPTH_MAX : CAREFUL_DEPTH_MAX)
                .maxNumberLength(any)
                .maxNameLength(any)
                .maxStringLength(any)
                .build())
        .recyclerPool(JsonRecyclerPools.threadLocalPool())
        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, quick)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
        .build();
  }
}
