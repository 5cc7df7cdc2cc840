package org.wattledger.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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

  /** Which streams are a terminal, by the launcher script, which can tell: {@code out err}. */
  private static final String TERMINAL = "WATTLEDGER_TERMINAL";

  /** What a command writes to. */
  enum Stream {
    OUT,
    ERR
  }

  /** Whether somebody watches; not known without the launcher, and then nobody does. */
  boolean isTerminal(Stream stream) {
    return List.of(environment.getOrDefault(TERMINAL, "").split(" "))
        .contains(stream.name().toLowerCase(Locale.ROOT));
  }

  /** The project, set by the launcher script; else the working directory. */
  Path home() {
    return Path.of(environment.getOrDefault(HOME, "")).toAbsolutePath().normalize();
  }
}
