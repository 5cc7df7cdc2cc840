package org.wattledger.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedDiff.Line;
import org.wattledger.pipeline.PublishedDiff.Side;
import org.wattledger.pipeline.RunFailure;
import org.wattledger.pipeline.Warehouse;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What differs between two published days, of one warehouse or of two, or between two runs. */
@Command(
    name = "diff",
    description = "Compares two published days or runs, per table and measure; reads only.",
    footer = {
      "%nEnds with 0 if all rows are the same, with 20 if not. (rows) counts rows, (cells) those",
      "that the other side does not have."
    })
final class DiffCommand extends ConfiguredCommand {

  @Option(
      names = "--date",
      required = true,
      paramLabel = "D",
      description = "UTC day that is compared.")
  private LocalDate date;

  @Option(
      names = "--with-date",
      paramLabel = "D",
      description = "UTC day that it is held against; default: the same.")
  private LocalDate withDate;

  @Option(
      names = "--with",
      paramLabel = "WAREHOUSE",
      description = "Warehouse that it is held against; default: the same.")
  private String with;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "What this run published of the day; default: what is shown.")
  private String run;

  @Option(
      names = "--with-run",
      paramLabel = "RUN",
      description = "What that run published; the last two of a day are kept.")
  private String withRun;

  private record Result(
      String command, int exitCode, Side before, Side now, List<Line> differences) {}

  DiffCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    if (with == null && withDate == null && withRun == null && run == null) {
      throw new RunFailure(
          ExitCode.USAGE,
          "diff compares %s with nothing".formatted(date),
          "give --with WAREHOUSE, --with-date D, --with-run RUN, or several of them");
    }
    WattledgerConfig config = options().read(surroundings().environment());
    Path warehouse = Warehouse.directory(config.warehouse());
    Side now = new Side(warehouse, date, run);
    Side before =
        new Side(
            with == null ? warehouse : Warehouse.directory(with),
            withDate == null ? date : withDate,
            withRun);
    List<Line> differences;
    try (Engine engine = Engine.open()) {
      differences = engine.diff(before, now);
    }
    ExitCode end = differences.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    if (options().isJson()) {
      console.resultAsJson(new Result("diff", end.number(), before, now, differences));
    } else if (differences.isEmpty()) {
      console.result("no difference");
    } else {
      console.result(
          "%-18s %-36s %22s %22s %10s".formatted("table", "measure", "before", "now", "change"));
      differences.forEach(line -> console.result(text(line)));
    }
    return end;
  }

  private static String text(Line line) {
    return "%-18s %-36s %22s %22s %10s"
        .formatted(
            line.table(), line.measure(), number(line.before()), number(line.now()), change(line));
  }

  private static String number(Double value) {
    return value == null
        ? "unknown"
        : String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.6f", value);
  }

  private static String change(Line line) {
    return line.before() == null || line.now() == null || line.before() == 0
        ? ""
        : String.format(
            Locale.ROOT, "%+.3f %%", 100 * (line.now() - line.before()) / line.before());
  }
}
