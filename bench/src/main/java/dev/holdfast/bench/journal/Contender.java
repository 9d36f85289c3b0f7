package dev.holdfast.bench.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Who takes part in the journal comparison, and how.
enum Contender {
  HOLDFAST("Holdfast FileJournal", Kind.OURS, Threads.VIRTUAL) {
    @Override
    Log open(Path dir) {
      return new HoldfastLog(dir);
    }
  },
  ARTEMIS_AIO("Artemis journal, AIO", Kind.SHIPPED, Threads.VIRTUAL) {
    @Override
    Log open(Path dir) throws Exception {
      return new ArtemisLog(dir, ArtemisLog.Timer.AIO_DEFAULT);
    }

    @Override
    List<String> jvmArgs(Path dir) {
      return List.of(ArtemisNative.unpackedInto(dir.resolve("native")));
    }
  },
  ARTEMIS_NIO("Artemis journal, NIO", Kind.SHIPPED, Threads.VIRTUAL) {
    @Override
    Log open(Path dir) throws Exception {
      return new ArtemisLog(dir, ArtemisLog.Timer.NIO_DEFAULT);
    }
  },
  ARTEMIS_SMALL("Artemis journal, NIO, 0.2 ms timer", Kind.TUNED, Threads.VIRTUAL) {
    @Override
    Log open(Path dir) throws Exception {
      return new ArtemisLog(dir, ArtemisLog.Timer.NIO_SMALL);
    }
  },
  ROCKSDB("RocksDB, sync=true", Kind.SHIPPED, Threads.PLATFORM) {
    @Override
    Log open(Path dir) throws Exception {
      return new RocksLog(dir);
    }
  },
  KAFKA("Kafka one node, acks=all (no fsync)", Kind.SHIPPED, Threads.VIRTUAL) {
    @Override
    Log open(Path dir) throws Exception {
      return new KafkaLog(dir, Map.of());
    }
  },
  KAFKA_FLUSH("Kafka one node, flush.messages=1", Kind.TUNED, Threads.VIRTUAL) {
    @Override
    Log open(Path dir) throws Exception {
      return new KafkaLog(dir, Map.of("flush.messages", "1"));
    }
  },
  CHRONICLE("Chronicle Queue + sync", Kind.TUNED, Threads.PLATFORM) {
    @Override
    Log open(Path dir) {
      return new ChronicleLog(dir);
    }

    @Override
    List<String> jvmArgs(Path dir) {
      return OPENED_FOR_CHRONICLE;
    }
  },
  RAW("raw write + fdatasync", Kind.LIMIT, Threads.PLATFORM) {
    @Override
    Log open(Path dir) throws Exception {
      return new RawLog(dir);
    }

    @Override
    boolean takes(int appenders) {
      return appenders == 1;
    }
  };

  /// What a figure of this contender may be held against.
  enum Kind {
    OURS,
    SHIPPED,
    TUNED,
    LIMIT
  }

  /// The cheaper way to wait for this contender's answer: virtual threads where it waits in Java,
  /// platform threads where it waits in native code.
  enum Threads {
    VIRTUAL,
    PLATFORM
  }

  /// Chronicle reaches into the JDK; these are the doors its own documentation asks for.
  private static final List<String> OPENED_FOR_CHRONICLE =
      Stream.of(
              "--add-exports=java.base/jdk.internal.ref",
              "--add-exports=java.base/sun.nio.ch",
              "--add-exports=jdk.unsupported/sun.misc",
              "--add-exports=jdk.compiler/com.sun.tools.javac.file",
              "--add-opens=jdk.compiler/com.sun.tools.javac",
              "--add-opens=java.base/java.lang",
              "--add-opens=java.base/java.lang.reflect",
              "--add-opens=java.base/java.io",
              "--add-opens=java.base/java.nio",
              "--add-opens=java.base/java.util",
              "--add-opens=java.base/sun.nio.ch")
          .map(door -> door + "=ALL-UNNAMED")
          .toList();

  private final String title;
  private final Kind kind;
  private final Threads threads;

  Contender(String title, Kind kind, Threads threads) {
    this.title = title;
    this.kind = kind;
    this.threads = threads;
  }

  String title() {
    return title;
  }

  Kind kind() {
    return kind;
  }

  Threads threads() {
    return threads;
  }

  /// Flags its JVM needs beyond everybody's; files they name are put into the folder.
  List<String> jvmArgs(Path dir) {
    return List.of();
  }

  /// Whether this many appenders make sense for it.
  boolean takes(int appenders) {
    return appenders > 0;
  }

  /// A new log in an empty folder.
  abstract Log open(Path dir) throws Exception;
}
