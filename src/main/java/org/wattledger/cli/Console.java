package org.wattledger.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.wattledger.pipeline.ShownText;
import org.wattledger.publication.Json;
import picocli.CommandLine.Help.Ansi;

/**
 * Results to standard output; progress, warnings and errors to standard error. Names out of data
 * and configuration occur in all of them, so nothing leaves as it came: see {@link ShownText}.
 */
final class Console {

  private final Surroundings surroundings;
  private final CommonOptions options;

  Console(Surroundings surroundings, CommonOptions options) {
    this.surroundings = surroundings;
    this.options = options;
  }

  /** One line, whatever names are in it. */
  void result(String line) {
    surroundings.out().println(ShownText.of(line));
  }

  /** Lines of our own. */
  void resultText(String lines) {
    surroundings.out().println(ShownText.lines(lines));
  }

  void resultAsJson(Object value) {
    surroundings.out().println(ShownText.json(Json.text(value)));
  }

  void progress(String line) {
    if (!options.isQuiet()) {
      surroundings.err().println(ShownText.message(line));
    }
  }

  void warning(String line) {
    if (!options.isQuiet()) {
      surroundings.err().println(label("yellow", "warning") + ShownText.message(line));
    }
  }

  void error(String line) {
    surroundings.err().println(label("red", "error") + ShownText.message(line));
  }

  void stackTrace(Exception failure) {
    if (options.isVerbose()) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> surroundings.err().println(shownOfTrace(line)));
    }
  }

  /** Java indents by a tab. */
  private static String shownOfTrace(String line) {
    int text = 0;
    while (text < line.length() && line.charAt(text) == '\t') {
      text++;
    }
    return line.substring(0, text) + ShownText.of(line.substring(text));
  }

  /** Only the label is styled: a message may hold any text. */
  private String label(String color, String word) {
    boolean plain = options.isPlain() || surroundings.environment().containsKey("NO_COLOR");
    return plain ? word + ": " : Ansi.AUTO.string("@|bold,%s %s:|@ ".formatted(color, word));
  }
}
