package org.wattledger.cli;

import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.ShownText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
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
    CommandLine commandLine = exception.getCommandLine();
    surroundings.err().println("error: " + ShownText.message(exception.getMessage()));
    if (!UnmatchedArgumentException.printSuggestions(exception, surroundings.err())) {
      String name = commandLine.getCommandSpec().qualifiedName();
      surroundings.err().println("  -> `" + name + " --help` lists what it takes");
    }
    return ExitCode.USAGE.number();
  }
}
