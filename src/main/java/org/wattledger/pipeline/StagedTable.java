package org.wattledger.pipeline;

/** A table of one day as a run wrote it. */
public record StagedTable(String name, long rows, int files, long bytes) {}
