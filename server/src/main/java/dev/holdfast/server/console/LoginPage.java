package dev.holdfast.server.console;

/// Asks for a secret key.
///
/// @param refused the key that was sent is not good for the console
record LoginPage(Shell shell, boolean refused) {}
