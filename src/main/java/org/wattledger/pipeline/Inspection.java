package org.wattledger.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.reference.ReferenceProblems;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputFiles;
import org.wattledger.sources.InputMissing;
import org.wattledger.sources.InputUnreadable;

/** What a run of a day would find. Reads reference tables and names of files; writes nothing. */
public final class Inspection {

  /**
   * One thing that was looked at.
   *
   * @param exitCode OK, or with what a run would end because of it
   */
  public record Finding(ExitCode exitCode, String subject, String message) {

    /** One line, whatever the message. */
    public String line() {
      return "%-8s %s: %s"
          .formatted(exitCode, subject, ShownText.of(message.strip().replaceAll("\\R\\s*", "; ")));
    }
  }

  private final WattledgerConfig config;
  private final LocalDate day;

  private Inspection(WattledgerConfig config, LocalDate day) {
    this.config = config;
    this.day = day;
  }

  public static List<Finding> of(WattledgerConfig config, LocalDate day) {
    Inspection inspection = new Inspection(config, day);
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(ExitCode.OK, "configuration", "valid"));
    inspection.reference(findings);
    Configuration hadoop = new Configuration();
    Map<SourceConfig, InputFiles> found = new LinkedHashMap<>();
    for (SourceConfig source : config.sources()) {
      findings.add(inspection.files(source, hadoop, found));
    }
    findings.addAll(inspection.schemas(found, hadoop));
    findings.add(inspection.warehouse());
    return findings;
  }

  private void reference(List<Finding> findings) {
    try {
      Reference tables = ReferenceCatalog.load(DayFacts.source(config.reference()));
      findings.add(new Finding(ExitCode.OK, "reference tables", tables.version()));
      findings.add(scenarios(tables));
    } catch (ReferenceProblems e) {
      findings.add(failed("reference tables", e));
    }
  }

  private Finding scenarios(Reference tables) {
    List<String> problems = ScenarioDay.problems(config, tables, day);
    return problems.isEmpty()
        ? new Finding(ExitCode.OK, "scenarios", config.scenarios().size() + " configured")
        : new Finding(ExitCode.USAGE, "scenarios", String.join("\n", problems));
  }

  /** Without a warehouse there is nothing to hold them against; that it is refused is told. */
  private List<Finding> schemas(Map<SourceConfig, InputFiles> found, Configuration hadoop) {
    try {
      return SchemaWatch.of(config, day, found, hadoop).findings();
    } catch (RunFailure refused) {
      return List.of();
    }
  }

  private Finding files(
      SourceConfig source, Configuration hadoop, Map<SourceConfig, InputFiles> found) {
    String subject = "source " + source.name();
    try {
      InputFiles inputs = InputFiles.of(source, day, hadoop);
      found.put(source, inputs);
      List<InputFile> files = inputs.files().stream().filter(InputFile::ofDay).toList();
      long bytes = files.stream().mapToLong(InputFile::sizeBytes).sum();
      return new Finding(
          ExitCode.OK, subject, "%d files, %d bytes for %s".formatted(files.size(), bytes, day));
    } catch (InputMissing | InputUnreadable e) {
      return failed(subject, e);
    }
  }

  private Finding warehouse() {
    Path directory;
    try {
      directory = Warehouse.directory(config.warehouse());
    } catch (RunFailure e) {
      return failed("warehouse", e);
    }
    Path existing = directory.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (Files.isDirectory(existing) && Files.isWritable(existing)) {
      return new Finding(ExitCode.OK, "warehouse", directory + " is writable");
    }
    return new Finding(
        ExitCode.STORAGE,
        "warehouse",
        existing + " is no writable directory; change its permissions or wattledger.warehouse");
  }

  static Finding failed(String subject, Exception e) {
    RunFailure failure = RunFailure.of(e);
    return new Finding(failure.exitCode(), subject, failure.getMessage());
  }
}
