package dev.holdfast.server.ingest;

/// Hears of every batch that was taken over, the moment it is durable. Called on the event loop:
/// must be quick and must not block.
@FunctionalInterface
public interface IngestListener {
  /// Hears nothing.
  IngestListener NONE = (_, _, _) -> {};

  /// One batch was taken over.
  ///
  /// @param accepted items acknowledged
  /// @param rejected items rejected for good
  void took(ApiKey key, int accepted, int rejected);
}
