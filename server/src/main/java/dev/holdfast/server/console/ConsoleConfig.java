package dev.holdfast.server.console;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Who may look at the console.
///
/// @param demoTenant the console is open to everybody, and shows the events of this tenant only;
///   null: a secret key is asked for
/// @param loopbackOnly the server listens on this machine only: a page that reached it under
///   another name is somebody's trick (DNS rebinding) and is refused
/// @param zone in which pages write times before the browser does
public record ConsoleConfig(@Nullable String demoTenant, boolean loopbackOnly, ZoneId zone) {}
