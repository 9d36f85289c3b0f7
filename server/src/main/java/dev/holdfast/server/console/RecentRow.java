package dev.holdfast.server.console;

/// One line of the recent events.
record RecentRow(
    long position, String state, String at, String time, String type, String site, String id) {}
