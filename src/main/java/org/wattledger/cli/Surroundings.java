package org.wattledger.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a command finds around itself; given, so that tests can give something else.
 *
 * @param in what is told secretly, as a line
 * @param out results
 * @param err progress, warnings, errors
 */
public record Surroundings(
    Reader in, PrintWriter out, PrintWriter err, Map<String, String> environment, Clock clock) {

  private static final String HOME = "WATTLEDGER_HOME";

  /** Which streams are a terminal, by the launcher script, which can tell: {@code out err}. */
  private static final String TERMINAL = "WATTLEDGER_TERMINAL";

  /** What a command writes to. */
  enum Stream {
    OUT,
    ERR
  }

  /** With nothing to read. */
  public Surroundings(
      PrintWriter out, PrintWriter err, Map<String, String> environment, Clock clock) {
    this(Reader.nullReader(), out, err, environment, clock);
  }

  /** The first line of the input, without blanks around it; empty: there is none. */
  String inputLine() {
    try {
      String line = new BufferedReader(in).readLine();
      return line == null ? "" : line.strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Standard input cannot be read", e);
    }
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
