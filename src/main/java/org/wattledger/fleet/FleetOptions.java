package org.wattledger.fleet;

import java.nio.file.Path;
import java.time.LocalDate;

/** Placeholder: size and dirt of a synthetic fleet. */
public record FleetOptions(
    Path out,
    LocalDate date,
    long requests,
    int units,
    int teams,
    int models,
    long seed,
    String format,
    boolean dirty,
    String telemetry) {}
