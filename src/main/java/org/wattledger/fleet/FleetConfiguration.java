package org.wattledger.fleet;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Table;

/** The configuration with which a fleet's files are run. */
final class FleetConfiguration {

  static void write(FleetPlan plan, Path file) throws IOException {
    boolean parquet = plan.format().equals("parquet");
    String requests =
        source(
            "fleet-requests",
            plan.format(),
            plan.out().resolve("requests") + "/{date}/*." + requestSuffix(plan.format()),
            plan.format().equals("csv"),
            parquet
                ? identity(CanonicalTables.REQUESTS)
                : mapping(RequestLines.canonicalNames(), RequestLines.rawNames()));
    Files.writeString(
        file,
        """
        # A synthetic fleet: run --config %s --date %s
        wattledger {
          warehouse = %s
          sources {
            requests = [%s]
            telemetry = [%s]
            placements = [%s]
            training = [%s]
          }
          reference {
        %s
          }
        }
        """
            .formatted(
                file,
                plan.day(),
                quoted(plan.warehouse()),
                requests,
                telemetry(plan.out(), parquet),
                placements(plan.out()),
                plan.training() ? training(plan.out()) : "",
                reference(plan.out())),
        StandardCharsets.UTF_8);
  }

  /** The part that reads the meters of a trace; the trace's own source is its user's. */
  static void writeMeters(TracePlan plan, Path file) throws IOException {
    Files.writeString(
        file,
        """
        # Meters made for a recorded trace: include this file and add the trace as a request source.
        wattledger {
          sources {
            telemetry = [%s]
            placements = [%s]
          }
          reference {
        %s
          }
        }
        """
            .formatted(
                telemetry(plan.out(), plan.meters().parquet()),
                placements(plan.out()),
                reference(plan.out())),
        StandardCharsets.UTF_8);
  }

  private static String reference(Path out) {
    return Stream.concat(
            Stream.of("directory = " + quoted(out.resolve("reference").toString())),
            FleetReference.TABLES.stream()
                .map(table -> table.name() + " = \"2026-11-01+" + FleetReference.VERSION + "\""))
        .map(line -> "    " + line)
        .collect(Collectors.joining("\n"));
  }

  static String requestSuffix(String format) {
    return switch (format) {
      case "json" -> "jsonl.gz";
      case "csv" -> "csv.gz";
      default -> "parquet";
    };
  }

  private static String telemetry(Path out, boolean parquet) {
    return source(
        "fleet-meters",
        parquet ? "parquet" : "csv",
        out.resolve("telemetry") + "/{date}/*." + (parquet ? "parquet" : "csv.gz"),
        !parquet,
        identity(CanonicalTables.TELEMETRY));
  }

  private static String placements(Path out) {
    return source(
        "fleet-placements",
        "csv",
        out.resolve("placements").resolve("placements.csv").toString(),
        true,
        identity(CanonicalTables.PLACEMENTS));
  }

  private static String training(Path out) {
    return source(
        "fleet-training",
        "csv",
        out.resolve("training").resolve("jobs.csv").toString(),
        true,
        mapping(TrainingLog.COLUMNS, TrainingLog.COLUMNS));
  }

  private static String source(
      String name, String format, String path, boolean header, String columns) {
    return """
        {
              name = "%s"
              format = "%s"
              path = %s
        %s      columns {
        %s
              }
            }"""
        .formatted(
            name,
            format,
            quoted(path),
            header ? "      options { header = \"true\" }\n" : "",
            columns);
  }

  private static String identity(Table table) {
    return mapping(table.columnNames(), table.columnNames());
  }

  private static String mapping(String[] canonical, String[] raw) {
    List<Integer> positions = IntStream.range(0, canonical.length).boxed().toList();
    return positions.stream()
        .map(i -> "        %s = \"%s\"".formatted(canonical[i], raw[i]))
        .collect(Collectors.joining("\n"));
  }

  private static String quoted(String text) {
    return ConfigUtil.quoteString(text);
  }

  private FleetConfiguration() {}
}
