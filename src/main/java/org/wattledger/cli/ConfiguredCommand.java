package org.wattledger.cli;

import java.util.concurrent.Callable;
import org.wattledger.pipeline.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The frame of every command: the common options, the console, the exit code. */
@Command(mixinStandardHelpOptions = true, versionProvider = AppVersion.class)
abstract class ConfiguredCommand implements Callable<Integer> {

  @Mixin private CommonOptions options;

  private final Surroundings surroundings;

  ConfiguredCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Does the work; a failure is thrown. */
  abstract ExitCode execute(Console console);

  @Override
  public final Integer call() {
    options.setLogLevel();
    return execute(new Console(surroundings, options)).number();
  }

  final CommonOptions options() {
    return options;
  }

  final Surroundings surroundings() {
    return surroundings;
  }
}
