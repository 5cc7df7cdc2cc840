package org.wattledger.cli;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

  /** Describes all commands, so it needs them all. */
  private static final String COMPLETION = "completion";

  /** In the order in which the help lists them. */
  private static final Map<String, Function<Surroundings, Object>> COMMANDS = commands();

  @Spec private CommandSpec spec;

  private WattledgerCli() {}

  /** Runs one command and returns the exit code of the process. */
  public static int execute(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings, needed(arguments)).execute(arguments);
  }

  /** All commands with their help. */
  static CommandLine commandLine(Surroundings surroundings) {
    return commandLine(surroundings, COMMANDS.keySet());
  }

  /**
   * Most runs name one; to describe the others, whose options are found by reflection, takes time.
   */
  private static Set<String> needed(String... arguments) {
    boolean isOne =
        arguments.length > 0
            && COMMANDS.containsKey(arguments[0])
            && !arguments[0].equals(COMPLETION);
    return isOne ? Set.of(arguments[0]) : COMMANDS.keySet();
  }

  private static CommandLine commandLine(Surroundings surroundings, Set<String> names) {
    FailureReport failures = new FailureReport(surroundings);
    CommandLine commands = new CommandLine(new WattledgerCli());
    names.forEach(name -> commands.addSubcommand(name, COMMANDS.get(name).apply(surroundings)));
    commands
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(LocalDate.class, new DayConverter())
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
    return Manual.write(commands);
  }

  private static Map<String, Function<Surroundings, Object>> commands() {
    Map<String, Function<Surroundings, Object>> commands = new LinkedHashMap<>();
    commands.put("run", RunCommand::new);
    commands.put("validate", ValidateCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("recover", RecoverCommand::new);
    commands.put("explain", ExplainCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("export", ExportCommand::new);
    commands.put("prune", PruneCommand::new);
    commands.put("report", ReportCommand::new);
    commands.put("demo", DemoCommand::new);
    commands.put("scenario", ScenarioCommand::new);
    commands.put("schema", SchemaCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("generate", GenerateCommand::new);
    commands.put("benchmark", BenchmarkCommand::new);
    commands.put(COMPLETION, CompletionCommand::new);
    return Collections.unmodifiableMap(commands);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "No command was given");
  }
}
