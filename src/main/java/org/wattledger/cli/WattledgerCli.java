package org.wattledger.cli;

import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** All commands, and how each of them ends: with one of the exit codes and at most one message. */
@Command(
    name = "wattledger",
    description = "Books every metered joule of AI inference to models, queries and teams.",
    mixinStandardHelpOptions = true,
    versionProvider = AppVersion.class,
    synopsisSubcommandLabel = "COMMAND")
public final class WattledgerCli implements Runnable {

  @Spec private CommandSpec spec;

  private WattledgerCli() {}

  /** Runs one command and returns the exit code of the process. */
  public static int execute(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings).execute(arguments);
  }

  /** All commands with their help. */
  static CommandLine commandLine(Surroundings surroundings) {
    FailureReport failures = new FailureReport(surroundings);
    CommandLine commands =
        new CommandLine(new WattledgerCli())
            .addSubcommand("run", new RunCommand(surroundings))
            .addSubcommand("validate", new ValidateCommand(surroundings))
            .addSubcommand("status", new StatusCommand(surroundings))
            .addSubcommand("recover", new RecoverCommand(surroundings))
            .addSubcommand("explain", new ExplainCommand(surroundings))
            .addSubcommand("diff", new DiffCommand(surroundings))
            .addSubcommand("export", new ExportCommand(surroundings))
            .addSubcommand("prune", new PruneCommand(surroundings))
            .addSubcommand("report", new ReportCommand(surroundings))
            .addSubcommand("demo", new DemoCommand(surroundings))
            .addSubcommand("scenario", new ScenarioCommand(surroundings))
            .addSubcommand("schema", new SchemaCommand(surroundings))
            .addSubcommand("verify", new VerifyCommand(surroundings))
            .addSubcommand("generate", new GenerateCommand(surroundings))
            .addSubcommand("benchmark", new BenchmarkCommand(surroundings))
            .addSubcommand("completion", new CompletionCommand(surroundings))
            .setOut(surroundings.out())
            .setErr(surroundings.err())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(LocalDate.class, new DayConverter())
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures);
    return Manual.write(commands);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command was given");
  }
}
