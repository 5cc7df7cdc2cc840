package org.wattledger.cli;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wattledger.config.Suggestion;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.ShownText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Ends a command that threw: the message on standard error; with --output json also as result. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private record Result(String command, int exitCode, Failure error) {}

  private final Surroundings surroundings;

  FailureReport(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult arguments) {
    CommonOptions options = ((ConfiguredCommand) commandLine.getCommand()).options();
    Console console = new Console(surroundings, options);
    Failure failure = Failure.of(exception);
    console.error(failure.text());
    console.stackTrace(exception);
    int exitCode = failure.exitCode().number();
    if (options.isJson()) {
      console.resultAsJson(new Result(commandLine.getCommandName(), exitCode, failure));
    }
    return exitCode;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    String remedy = "`" + command.qualifiedName() + " --help` lists what it takes";
    String message = exception.getMessage();
    if (exception instanceof UnmatchedArgumentException unmatched) {
      String typed = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
      boolean isOption = typed.startsWith("-");
      Set<String> known = isOption ? command.optionsMap().keySet() : commands(command);
      message = (isOption ? "There is no option " : "There is no command ") + typed;
      if (known.isEmpty()) {
        message = "'" + typed + "' belongs to no option";
      } else {
        remedy = Suggestion.text(typed, known) + " " + remedy;
      }
    }
    surroundings.err().println("error: " + ShownText.message(message));
    surroundings.err().println("  -> " + remedy);
    return ExitCode.USAGE.number();
  }

  private static Set<String> commands(CommandSpec command) {
    return command.subcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
