package dev.holdfast.server.live;

/// What an event of the live stream is about.
public sealed interface Topic {
  /// The console's picture, once a second.
  record Picture() implements Topic {}

  /// How the house is, whenever that changes.
  record Health() implements Topic {}

  /// The latest items of one site.
  record Signals(String tenant, String site) implements Topic {}
}
