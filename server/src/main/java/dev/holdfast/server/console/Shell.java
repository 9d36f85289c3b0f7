package dev.holdfast.server.console;

import org.jspecify.annotations.Nullable;

/// What every page has around its content.
///
/// @param script null on a page that needs none
/// @param query what stands in the search box
/// @param live whether the page is kept up to date by the stream
/// @param signedIn whether the visitor may see the house
/// @param mayLeave whether there is a session to end
record Shell(
    String title,
    String stylesheet,
    @Nullable String script,
    String query,
    boolean live,
    boolean signedIn,
    boolean mayLeave) {}
