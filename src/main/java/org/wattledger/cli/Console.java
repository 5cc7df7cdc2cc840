package org.wattledger.cli;

import org.wattledger.publication.Json;
import picocli.CommandLine.Help.Ansi;

/** Results to standard output; progress, warnings and errors to standard error. */
final class Console {

  private final Surroundings surroundings;
  private final CommonOptions options;

  Console(Surroundings surroundings, CommonOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  void result(String line) {
    surroundings.out().println(line);
  }

  void resultAsJson(Object value) {
    result(Json.text(value));
  }

  void progress(String line) {
    if (!options.isQuiet()) {
      surroundings.err().println(line);
    }
  }

  void warning(String line) {
    if (!options.isQuiet()) {
      surroundings.err().println(label("yellow", "warning") + line);
    }
  }

  void error(String line) {
    surroundings.err().println(label("red", "error") + line);
  }

  void stackTrace(Exception failure) {
    if (options.isVerbose()) {
      failure.printStackTrace(surroundings.err());
    }
  }

  /** Only the label is styled: a message may hold any text. */
  private String label(String color, String word) {
    boolean plain = options.isPlain() || surroundings.environment().containsKey("NO_COLOR");
    return plain ? word + ": " : Ansi.AUTO.string("@|bold,%s %s:|@ ".formatted(color, word));
  }
}
