package dev.holdfast.server.console;

import org.jspecify.annotations.Nullable;

/// What every page has around its content.
///
/// @param script null on a page that needs none
/// @param query what stands in the search box
/// @param live whether the page is kept up to date by the stream
/// @param visitor who looks at it
record Shell(
    String title,
    String stylesheet,
    @Nullable String script,
    String query,
    boolean live,
    Visitor visitor) {

  /// Who looks at a page.
  enum Visitor {
    /// Has shown no key yet.
    STRANGER,
    /// Anybody, in the demo.
    GUEST,
    /// Has a session.
    KEEPER
  }

  boolean signedIn() {
    return visitor != Visitor.STRANGER;
  }

  boolean demo() {
    return visitor == Visitor.GUEST;
  }

  boolean mayLeave() {
    return visitor == Visitor.KEEPER;
  }
}
