package dev.holdfast.engine.trace;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which of the latest items are wanted.
record RecentQuery(String tenant, @Nullable String site, UUID from, UUID below, int limit) {}
