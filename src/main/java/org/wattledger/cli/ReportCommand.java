package org.wattledger.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Engine;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.pipeline.PublishedReport;
import org.wattledger.pipeline.PublishedReport.Request;
import org.wattledger.pipeline.PublishedReport.Written;
import org.wattledger.pipeline.RunFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One page about published days, to open in a browser or to send. */
@Command(
    name = "report",
    description = "Writes one self-contained HTML page about published days.",
    footer = {
      "%nThe page lies at <warehouse>/_reports/<from>_<to>.html, with _<zone> and _shared before",
      "the end if asked for. It needs no network. Days of the range that are not published are",
      "named in it and on standard error; if none is, the command ends with 3."
    })
final class ReportCommand extends ConfiguredCommand {

  @Mixin private DayOptions days;

  @Option(
      names = "--zone",
      paramLabel = "Z",
      description = {
        "Days of this time zone, for instance Europe/Berlin, where the tables are hourly: headline,",
        "balance, models, hours, meters. Teams, queries, what-if, training and quality are kept by",
        "UTC day and stay so. Default: UTC."
      })
  private String zone;

  @Option(
      names = "--share",
      description = {
        "For readers outside the house: teams with fewer than privacy.min-team-users distinct users",
        "are one row, and names of files, devices and other checked things are left out."
      })
  private boolean share;

  private record Result(
      String command,
      int exitCode,
      LocalDate from,
      LocalDate to,
      Path file,
      long bytes,
      int publishedDays,
      List<LocalDate> missingDays,
      List<String> warnings) {}

  ReportCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  ExitCode execute(Console console) {
    LocalDate today = LocalDate.ofInstant(surroundings().clock().instant(), ZoneOffset.UTC);
    List<LocalDate> range = days.days(today);
    LocalDate from = range.get(0);
    LocalDate to = range.get(range.size() - 1);
    Request request = new Request(from, to, zone(), share, surroundings().clock().instant());
    WattledgerConfig config = options().read(surroundings().environment());
    console.progress("report: %s to %s from %s".formatted(from, to, config.warehouse()));
    PublishedReport.check(config, request);
    Written written;
    try (Engine engine = Engine.open()) {
      written = engine.report(config, request);
    }
    written.warnings().forEach(console::warning);
    boolean isWarned = options().failsOnWarnings() && !written.warnings().isEmpty();
    ExitCode end = isWarned ? ExitCode.WARNINGS : ExitCode.OK;
    if (options().isJson()) {
      console.resultAsJson(
          new Result(
              "report",
              end.number(),
              from,
              to,
              written.file(),
              written.bytes(),
              written.publishedDays(),
              written.missing(),
              written.warnings()));
    } else {
      console.result("open in a browser:");
      console.result("  " + written.file().toAbsolutePath().normalize());
    }
    return end;
  }

  private ZoneId zone() {
    try {
      return zone == null ? ZoneId.of("UTC") : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new RunFailure(
          ExitCode.USAGE,
          "--zone %s is no time zone".formatted(zone),
          "write for example Europe/Berlin, America/New_York or +02:00",
          e);
    }
  }
}
