package dev.holdfast.server.console;

import java.util.List;

/// What the first page shows when it is loaded.
record PipelinePage(
    Shell shell, Picture picture, List<Rows.RecentRow> recent, List<Rows.PartRow> parts) {
  PipelinePage {
    recent = List.copyOf(recent);
    parts = List.copyOf(parts);
  }
}
