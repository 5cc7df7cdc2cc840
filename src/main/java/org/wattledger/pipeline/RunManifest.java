package org.wattledger.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wattledger.ingest.SourceCount;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Json;
import org.wattledger.publication.Layout;

/**
 * What one run read, did and wrote; one per run, failed runs included. Parts that a failed run did
 * not reach are absent. Holds no row of data and no secret.
 *
 * @param inputFingerprint see {@link InputFingerprint}
 * @param schemas what the sources looked like, as far as they could be looked at
 * @param timingsMs stage to milliseconds, in the order in which they ran
 * @param exitCode the number that the process returns, before {@code --fail-on warn}
 * @param error null: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunManifest(
    String runId,
    String command,
    LocalDate day,
    Instant startedAt,
    long durationMs,
    Versions versions,
    String inputFingerprint,
    List<InputChecksum> inputs,
    List<SourceCount> counts,
    List<SourceSchema> schemas,
    List<StagedTable> tables,
    Balance reconciliation,
    Map<String, Long> timingsMs,
    List<String> warnings,
    int exitCode,
    String exitName,
    Failure error) {

  /** Of the programs and of what the numbers rest on. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Versions(
      String wattledger, String java, String spark, String method, String reference) {

    /** Of this process, with the versions of method and reference data that the run applies. */
    public static Versions of(String method, String reference) {
      return new Versions(
          ofThisJar(),
          Runtime.version().toString(),
          org.apache.spark.package$.MODULE$.SPARK_VERSION(),
          method,
          reference);
    }

    /** The version in the jar's manifest; outside a jar "development". */
    public static String ofThisJar() {
      String version = RunManifest.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }
  }

  /** A reconciliation with its residual written out. */
  public record Balance(
      long measuredMj,
      long estimatedMj,
      long activeMj,
      long sharedIdleMj,
      long provisionedIdleMj,
      long unattributedMj,
      long residualMj,
      String line) {

    Reconciliation parts() {
      return new Reconciliation(
          measuredMj, estimatedMj, activeMj, sharedIdleMj, provisionedIdleMj, unattributedMj);
    }

    static Balance of(Reconciliation parts) {
      return new Balance(
          parts.measuredMj(),
          parts.estimatedMj(),
          parts.activeMj(),
          parts.sharedIdleMj(),
          parts.provisionedIdleMj(),
          parts.unattributedMj(),
          parts.residualMj(),
          parts.line());
    }
  }

  /** Why a run failed, and what to do. */
  public record Failure(String message, String hint) {}

  /** The part that a scheduler reads. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Summary(
      String runId,
      String command,
      LocalDate day,
      Instant startedAt,
      long durationMs,
      int exitCode,
      String exitName,
      Balance reconciliation,
      List<StagedTable> tables,
      List<String> warnings,
      Failure error) {}

  /**
   * Writes {@code _runs/<run_id>/manifest.json} and {@code summary.json}.
   *
   * @return the summary
   */
  public Path write(Path warehouse) throws IOException {
    Path directory = warehouse.resolve(Layout.run(runId));
    put(directory.resolve("manifest.json"), Json.text(this));
    return put(directory.resolve("summary.json"), Json.text(summary()));
  }

  /** The manifest of a former run; empty if it is gone or cannot be read. */
  static Optional<RunManifest> read(Path warehouse, String runId) {
    Path file = warehouse.resolve(Layout.run(runId)).resolve("manifest.json");
    try {
      return Optional.of(Json.read(file, RunManifest.class));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The manifest of a run that shows the same day again without something that was in it. */
  RunManifest as(String otherRun, Instant startedAt) {
    return new RunManifest(
        otherRun,
        "prune",
        day,
        startedAt,
        0,
        versions,
        inputFingerprint,
        inputs,
        counts,
        schemas,
        tables,
        reconciliation,
        Map.of(),
        List.of("the rows of run " + runId + " without some of their user keys"),
        0,
        ExitCode.OK.name(),
        null);
  }

  private Summary summary() {
    return new Summary(
        runId,
        command,
        day,
        startedAt,
        durationMs,
        exitCode,
        exitName,
        reconciliation,
        tables,
        warnings,
        error);
  }

  private static Path put(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    DurableFiles.write(unfinished, text);
    DurableFiles.replace(unfinished, file);
    return file;
  }
}
