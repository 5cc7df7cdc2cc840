package org.wattledger.cli;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.explanation.Explanation;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.Explanations;
import org.wattledger.pipeline.RunFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How the published numbers of one request, team or model came to be. */
@Command(
    name = "explain",
    description = {
      "How published numbers came to be: inputs, shares, factors with their sources, steps.",
      "Recomputes them from the inputs of the day, as a run would; writes nothing."
    },
    footer = {
      "%nEnds with 0 if everything comes out as published, with 20 if not, and says which step",
      "differs first; with 3 if nothing of that name is published, or the inputs are gone.",
      "-v shows every slot and every column."
    })
final class ExplainCommand extends ConfiguredCommand {

  @Option(
      names = "--request-id",
      paramLabel = "R",
      description = "A request, as its log calls it; on every published day, or on --date.")
  private String requestId;

  @Option(names = "--team", paramLabel = "T", description = "A team's rows of --date.")
  private String team;

  @Option(names = "--model", paramLabel = "M", description = "A model's rows of --date.")
  private String model;

  @Option(names = "--date", paramLabel = "D", description = "UTC day.")
  private LocalDate date;

  private record Result(String command, int exitCode, List<Explanation> explanations) {}

  ExplainCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    requireOne();
    WattledgerConfig config = options().read(surroundings().environment());
    List<Explanation> explained;
    try (Engine engine = Engine.open(config)) {
      explained = explained(engine.explanations(config));
    }
    ExitCode end =
        explained.stream().allMatch(Explanation::isAsPublished) ? ExitCode.OK : ExitCode.DIFFERENT;
    if (options().isJson()) {
      console.resultAsJson(new Result("explain", end.number(), explained));
    } else {
      for (Explanation each : explained) {
        new ExplanationText(each, options().isVerbose()).lines().forEach(console::result);
      }
    }
    return end;
  }

  private List<Explanation> explained(Explanations explanations) {
    if (requestId != null) {
      return explanations.request(requestId, Optional.ofNullable(date));
    }
    return List.of(team != null ? explanations.team(team, date) : explanations.model(model, date));
  }

  private void requireOne() {
    long given = Stream.of(requestId, team, model).filter(name -> name != null).count();
    if (given != 1 || requestId == null && date == null) {
      throw new RunFailure(
          ExitCode.USAGE,
          given == 1
              ? "explain does not know the day of %s".formatted(team != null ? team : model)
              : "explain explains one request, team or model, and %d were given".formatted(given),
          "give --request-id R [--date D], --team T --date D, or --model M --date D");
    }
  }
}
