package dev.holdfast.bench.ingest;

import java.io.IOException;
import java.nio.file.Path;

/// Who is put under load.
enum Entrant {
  NGINX("nginx return 202") {
    @Override
    Target start(Path dir) throws IOException, InterruptedException {
      return Nginx.start(dir);
    }
  },
  ACKNOWLEDGING("Holdfast, database away") {
    @Override
    Target start(Path dir) throws IOException, InterruptedException {
      return HoldfastServer.withoutDatabase(dir);
    }
  },
  DRAINING("Holdfast, drain running") {
    @Override
    Target start(Path dir) throws IOException, InterruptedException {
      return HoldfastServer.withDatabase(dir);
    }
  };

  private final String title;

  Entrant(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract Target start(Path dir) throws IOException, InterruptedException;
}
