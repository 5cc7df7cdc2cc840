package org.wattledger.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Ends a command that threw: the message on standard error; with --output json also as result. */
final class FailureReport implements IExecutionExceptionHandler {

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
}
