package org.wattledger.cli;

import java.util.concurrent.Callable;
import org.wattledger.pipeline.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What a shell needs to complete commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    versionProvider = AppVersion.class,
    description = "Prints a script by which bash and zsh complete commands and options.",
    footer = {"%nFor this session, in either shell:  source <(wattledger completion)"})
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  CompletionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    surroundings.out().print(AutoComplete.bash("wattledger", spec.root().commandLine()));
    surroundings.out().flush();
    return ExitCode.OK.number();
  }
}
