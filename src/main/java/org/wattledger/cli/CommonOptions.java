package org.wattledger.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.ShowConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.RunFailure;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {

  /** Read by log4j2.properties; set before the first logger is made. */
  private static final String LOG_LEVEL = "wattledger.log.level";

  /** Form of the results on standard output. */
  enum Output {
    TEXT,
    JSON
  }

  /** From which severity on a command fails. */
  enum FailOn {
    ERROR,
    WARN
  }

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration in HOCON; what it leaves out has a default.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Overrides one key of the configuration; repeatable.")
  private final List<String> sets = new ArrayList<>();

  @Option(
      names = "--output",
      defaultValue = "text",
      description = "Form of the results: text (default) or json, one object per command.")
  private Output output;

  @Option(
      names = "--fail-on",
      defaultValue = "error",
      description = "error (default), or warn: exit with 5 if there are warnings.")
  private FailOn failOn;

  @Option(names = "--no-color", description = "Plain messages.")
  private boolean noColor;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress, no warnings.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "More progress; stack traces of failures.")
  private boolean verbose;

  /** To be called before anything logs. */
  void setLogLevel() {
    if (quiet || verbose) {
      System.setProperty(LOG_LEVEL, quiet ? "ERROR" : "DEBUG");
    }
  }

  /** The effective configuration; throws ConfigProblems with everything that is wrong. */
  WattledgerConfig read(Map<String, String> environment) {
    return ConfigReader.read(Optional.ofNullable(config), sets(), environment);
  }

  /**
   * The same, of a command that publishes what logs and meters tell.
   *
   * @throws RunFailure USAGE if it names none: days would be published empty
   */
  WattledgerConfig readWithSources(Map<String, String> environment) {
    WattledgerConfig read = read(environment);
    if (read.sources().isEmpty()) {
      throw new RunFailure(
          ExitCode.USAGE,
          "No log and no meter is named in sources",
          config == null
              ? "give --config FILE; conf/nightly.conf is an example"
              : "name them in %s; conf/nightly.conf is an example".formatted(config));
    }
    return read;
  }

  /** True if a file or a key was given. */
  boolean isConfigured() {
    return config != null || !sets.isEmpty();
  }

  /** The effective configuration of a command that brings its own file unless told otherwise. */
  WattledgerConfig readOr(Path shipped, Map<String, String> environment) {
    return ConfigReader.read(Optional.of(config == null ? shipped : config), sets(), environment);
  }

  /** The effective values as text, redacted, each with its origin. */
  String show(Map<String, String> environment) {
    return ShowConfig.text(Optional.ofNullable(config), sets(), environment);
  }

  /** Masks what the configuration keeps secret in texts that are shown. */
  UnaryOperator<String> redaction(Map<String, String> environment) {
    return ShowConfig.redaction(Optional.ofNullable(config), sets(), environment);
  }

  /** Arguments of a process can be read by everybody on its machine. */
  private List<String> sets() {
    sets.stream()
        .filter(ShowConfig::holdsSecret)
        .findFirst()
        .ifPresent(
            set -> {
              throw new RunFailure(
                  ExitCode.SECURITY,
                  "--set %s puts a secret on the command line, where others can read it"
                      .formatted(set.substring(0, set.indexOf('='))),
                  "give it in the file of --config, or name a variable of the environment there,"
                      + " as in user-key = ${?WATTLEDGER_USER_KEY}");
            });
    return List.copyOf(sets);
  }

  boolean isJson() {
    return output == Output.JSON;
  }

  boolean failsOnWarnings() {
    return failOn == FailOn.WARN;
  }

  boolean isQuiet() {
    return quiet;
  }

  boolean isVerbose() {
    return verbose;
  }

  boolean isPlain() {
    return noColor;
  }
}
