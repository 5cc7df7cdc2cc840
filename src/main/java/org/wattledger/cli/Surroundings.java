package org.wattledger.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command finds around itself; given, so that tests can give something else.
 *
 * @param out results
 * @param err progress, warnings, errors
 */
public record Surroundings(
    PrintWriter out, PrintWriter err, Map<String, String> environment, Clock clock) {

  private static final String HOME = "WATTLEDGER_HOME";

  /** The project, set by the launcher script; else the working directory. */
  Path home() {
    return Path.of(environment.getOrDefault(HOME, "")).toAbsolutePath().normalize();
  }
}
