package org.wattledger.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.config.WattledgerConfig;

/** What a run of a day would find. Reads names and sizes of files, writes nothing. */
public final class Inspection {

  /** How much a finding matters. */
  public enum Severity {
    OK,
    WARN,
    ERROR
  }

  /**
   * One thing that was looked at.
   *
   * @param exitCode with which a run would end because of it
   */
  public record Finding(Severity severity, ExitCode exitCode, String subject, String message) {

    public String line() {
      return "%-5s  %s: %s".formatted(severity, subject, message);
    }
  }

  private Inspection() {}

  public static List<Finding> of(WattledgerConfig config, LocalDate day) {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(Severity.OK, ExitCode.OK, "configuration", "valid; day " + day));
    for (SourceConfig source : config.sources()) {
      findings.add(files(source, day));
    }
    findings.add(warehouse(config.warehouse()));
    return findings;
  }

  private static Finding files(SourceConfig source, LocalDate day) {
    List<Path> files = SourceFiles.of(source.path(), day);
    String subject = "source " + source.name();
    if (!files.isEmpty()) {
      long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
      return new Finding(
          Severity.OK,
          ExitCode.OK,
          subject,
          "%d files, %d bytes for %s".formatted(files.size(), bytes, day));
    }
    boolean isOptional = source.kind() == SourceKind.PLACEMENTS;
    return new Finding(
        isOptional ? Severity.WARN : Severity.ERROR,
        isOptional ? ExitCode.OK : ExitCode.INPUT,
        subject,
        "no file matches %s for %s; correct the path or wait for the delivery"
            .formatted(source.path(), day));
  }

  private static Finding warehouse(Path warehouse) {
    Path existing = warehouse.toAbsolutePath();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (Files.isDirectory(existing) && Files.isWritable(existing)) {
      return new Finding(Severity.OK, ExitCode.OK, "warehouse", warehouse + " is writable");
    }
    return new Finding(
        Severity.ERROR,
        ExitCode.STORAGE,
        "warehouse",
        existing + " is no writable directory; change its permissions or wattledger.warehouse");
  }
}
