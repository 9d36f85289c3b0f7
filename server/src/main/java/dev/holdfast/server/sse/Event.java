package dev.holdfast.server.sse;

/// What a browser receives: a name to listen for and one line of JSON.
public record Event(String name, String json) {
  public Event {
    if (name.indexOf('\n') >= 0 || json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("an event is one line, " + name + " was more");
    }
  }
}
