package org.wattledger.cli;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wattledger.pipeline.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What the help of a command says beside its options: how it ends, and examples that work. */
final class Manual {

  private static final int WIDTH_CHARS = 100;

  private static final Map<ExitCode, String> MEANINGS =
      new EnumMap<>(
          Map.ofEntries(
              entry(ExitCode.OK, "done, or already up to date"),
              entry(ExitCode.INTERNAL, "a defect"),
              entry(ExitCode.USAGE, "wrong usage, configuration, mapping or reference table"),
              entry(ExitCode.INPUT, "input missing, incomplete or unreadable"),
              entry(ExitCode.QUALITY, "a quality gate failed; nothing was published"),
              entry(ExitCode.WARNINGS, "done with warnings, under --fail-on warn"),
              entry(ExitCode.LOCKED, "another run holds the lock"),
              entry(ExitCode.STORAGE, "storage or database failed; the former data is intact"),
              entry(ExitCode.UNCLEAR, "outcome unclear, nothing deleted: run recover"),
              entry(ExitCode.SECURITY, "refused for security"),
              entry(ExitCode.DIFFERENT, "a difference was found"),
              entry(ExitCode.INTERRUPTED, "interrupted; the former data is intact"),
              entry(ExitCode.TERMINATED, "terminated; the former data is intact")));

  /** Of one command; the examples are its arguments. */
  private record Page(List<ExitCode> ends, List<String> examples) {

    static Page of(List<ExitCode> ends, String... examples) {
      return new Page(ends, List.of(examples));
    }
  }

  private static final List<ExitCode> READS =
      List.of(ExitCode.OK, ExitCode.INTERNAL, ExitCode.USAGE);
  private static final List<ExitCode> READS_WAREHOUSE =
      and(READS, ExitCode.INPUT, ExitCode.STORAGE, ExitCode.SECURITY);
  private static final List<ExitCode> WRITES_WAREHOUSE =
      and(
          READS,
          ExitCode.LOCKED,
          ExitCode.STORAGE,
          ExitCode.UNCLEAR,
          ExitCode.SECURITY,
          ExitCode.INTERRUPTED,
          ExitCode.TERMINATED);

  private static final Map<String, Page> PAGES =
      Map.ofEntries(
          entry(
              "run",
              Page.of(
                  and(WRITES_WAREHOUSE, ExitCode.INPUT, ExitCode.QUALITY, ExitCode.WARNINGS),
                  "run --config nightly.conf",
                  "run --config nightly.conf --date 2026-11-21 --dry-run",
                  "run --config nightly.conf --lookback 3 --heal",
                  "run --config nightly.conf --from 2026-11-01 --to 2026-11-30 --output json")),
          entry(
              "validate",
              Page.of(
                  and(READS_WAREHOUSE, ExitCode.WARNINGS),
                  "validate --config my.conf --date 2026-11-21 --sample 20",
                  "validate --config my.conf --show-config")),
          entry(
              "status",
              Page.of(
                  and(READS_WAREHOUSE, ExitCode.WARNINGS, ExitCode.DIFFERENT),
                  "status --config nightly.conf",
                  "status --config nightly.conf --files --since 2026-01-01")),
          entry(
              "recover",
              Page.of(
                  WRITES_WAREHOUSE,
                  "recover --config nightly.conf --dry-run",
                  "recover --config nightly.conf")),
          entry(
              "diff",
              Page.of(
                  and(READS_WAREHOUSE, ExitCode.DIFFERENT),
                  "diff --config nightly.conf --date 2026-11-21 --with /srv/other-warehouse",
                  "diff --config nightly.conf --date 2026-11-21 --with-date 2026-11-14")),
          entry(
              "export",
              Page.of(
                  and(READS_WAREHOUSE, ExitCode.WARNINGS),
                  "export --table team_daily --from 2026-11-01 --to 2026-11-30 --format csv",
                  "export --table query_daily --date 2026-11-21 --format json --to-file q.jsonl",
                  "export --view focus --from 2026-11-01 --to 2026-11-30 --format csv --to-file f.csv",
                  "export --table all --date 2026-11-21 --user energy"
                      + " --jdbc jdbc:postgresql://db.example.org/energy?sslmode=verify-full")),
          entry(
              "prune",
              Page.of(
                  WRITES_WAREHOUSE,
                  "prune --config nightly.conf --older-than 1826 --dry-run",
                  "prune --config nightly.conf --older-than 1826")),
          entry(
              "demo",
              Page.of(
                  and(WRITES_WAREHOUSE, ExitCode.INPUT, ExitCode.QUALITY),
                  "demo",
                  "demo --set wattledger.warehouse=/srv/demo")),
          entry(
              "scenario",
              Page.of(
                  and(READS_WAREHOUSE, ExitCode.WARNINGS),
                  "scenario --config nightly.conf --date 2026-11-21",
                  "scenario --config nightly.conf --date 2026-11-21 --region FR --shift 6h")),
          entry("schema", Page.of(READS, "schema", "schema --format ddl", "schema --output json")),
          entry(
              "verify",
              Page.of(and(READS, ExitCode.DIFFERENT), "verify", "verify -v --output json")),
          entry(
              "generate",
              Page.of(
                  and(READS, ExitCode.STORAGE),
                  "generate --out fleet --requests 1000000 --units 50 --dirty")),
          entry(
              "benchmark",
              Page.of(
                  and(WRITES_WAREHOUSE, ExitCode.INPUT, ExitCode.QUALITY),
                  "benchmark --config fleet/fleet.conf --date 2026-11-21 --rounds 3")),
          entry(
              "completion",
              Page.of(READS, "completion > ~/.local/share/bash-completion/completions/wattledger")),
          entry(
              "report",
              Page.of(
                  and(READS_WAREHOUSE, ExitCode.WARNINGS),
                  "report --config nightly.conf --from 2026-11-01 --to 2026-11-30")),
          entry(
              "explain",
              Page.of(
                  READS_WAREHOUSE,
                  "explain --config nightly.conf --date 2026-11-21 --team search",
                  "explain --config nightly.conf --request-id req-6c62ec6699d3fba9")));

  private Manual() {}

  /** Gives each command its page. */
  static CommandLine write(CommandLine all) {
    all.setUsageHelpWidth(WIDTH_CHARS);
    UsageMessageSpec overview = all.getCommandSpec().usageMessage();
    overview.footer(
        "",
        "Begin with:",
        "  wattledger demo                                   a synthetic day, from logs to tables",
        "  wattledger validate --config my.conf --sample 20  how your own logs come out",
        "  wattledger run --config my.conf --date 2026-11-21",
        "",
        "`wattledger COMMAND --help` has options, exit codes and examples of a command.",
        "docs/first-hour.md walks from a log to a report.");
    all.getSubcommands()
        .forEach((name, command) -> write(name, command.getCommandSpec().usageMessage()));
    return all;
  }

  private static void write(String name, UsageMessageSpec help) {
    Page page = PAGES.get(name);
    if (page == null) {
      return;
    }
    Map<String, String> ends = new LinkedHashMap<>();
    page.ends().stream()
        .sorted()
        .forEach(end -> ends.put(Integer.toString(end.number()), MEANINGS.get(end)));
    help.exitCodeListHeading("%nExit codes:%n");
    help.exitCodeList(ends);
    List<String> footer = new ArrayList<>(Arrays.asList(help.footer()));
    footer.add("");
    footer.add("Examples:");
    page.examples().forEach(example -> footer.add("  wattledger " + example));
    help.footer(footer.toArray(String[]::new));
  }

  /** The examples of a command; none if it has no page. */
  static List<String> examples(String command) {
    return PAGES.containsKey(command) ? PAGES.get(command).examples() : List.of();
  }

  private static List<ExitCode> and(List<ExitCode> some, ExitCode... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }
}
