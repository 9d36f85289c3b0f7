package dev.holdfast.server.live;

import dev.holdfast.engine.EngineStatus;
import dev.holdfast.engine.book.Books;
import dev.holdfast.journal.JournalStatus;
import dev.holdfast.server.health.HealthReport;

/// Everything seen of the house at one moment.
public record Observation(
    JournalStatus journal,
    EngineStatus engine,
    Books books,
    Intake intake,
    HealthReport health,
    Sample sample) {}
