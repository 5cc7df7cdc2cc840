package org.wattledger.benchmark;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How DuckDB is run, whatever it is asked. */
final class DuckDbOptions {

  @Option(names = "--rounds")
  private int rounds = 2;

  @Option(names = "--threads")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--memory", description = "DuckDB's memory limit.")
  private String memory = "8GB";

  int rounds() {
    return rounds;
  }

  /** Statements that a new database begins with. */
  List<String> settings(Path spill) {
    return DuckDbDay.settings(threads, memory, spill.toString());
  }
}
