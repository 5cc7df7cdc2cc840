package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.wattledger.attribution.Attribution;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.explanation.Explanation;
import org.wattledger.ingest.Ingested;
import org.wattledger.ingest.Ingestion;
import org.wattledger.ingest.SourceCount;
import org.wattledger.marts.Provenance;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PublishedDay;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.session.SparkPath;
import org.wattledger.sources.InputMissing;
import org.wattledger.staging.StagingWindow;

/**
 * A published day whose inputs are read once more, as a run would read them, into a folder that
 * goes when it is closed. Nothing of the warehouse is changed.
 */
final class RetracedDay implements AutoCloseable {

  private final SparkSession session;
  private final WattledgerConfig config;
  private final LocalDate day;
  private final Path warehouse;
  private final PublishedDay published;
  private final Reference reference;
  private final DayInputs inputs;
  private final Path scratch;
  private Ingested ingested;

  private RetracedDay(
      SparkSession session, WattledgerConfig config, PublishedDay published, Path warehouse) {
    this.session = session;
    this.config = config;
    this.day = published.day();
    this.warehouse = warehouse;
    this.published = published;
    this.reference = ReferenceCatalog.load(DayFacts.source(config.reference()));
    this.inputs = inputs();
    this.scratch = scratch();
  }

  /**
   * Reads the inputs of a published day.
   *
   * @throws RunFailure INPUT if the day is not published, or its inputs are gone
   */
  static RetracedDay of(SparkSession session, WattledgerConfig config, LocalDate day) {
    Path warehouse = Warehouse.directory(config.warehouse());
    PublishedDay published =
        PublishedDay.read(warehouse, day)
            .orElseThrow(
                () ->
                    new RunFailure(
                        ExitCode.INPUT,
                        "%s is not published in %s".formatted(day, warehouse),
                        "name a published day (`status` lists them)"));
    RetracedDay retraced = new RetracedDay(session, config, published, warehouse);
    try {
      retraced.ingest();
      return retraced;
    } catch (RuntimeException e) {
      retraced.close();
      throw e;
    }
  }

  /** Attribution, with stages that nobody times. */
  DayAttribution attribution() {
    Attribution.Stages untimed =
        new Attribution.Stages() {
          @Override
          public <T> T timed(String stage, Supplier<T> work) {
            return work.get();
          }
        };
    return new DayAttribution(session, config, reference, day, ingested, scratch, untimed);
  }

  Ingested ingested() {
    return ingested;
  }

  Reference reference() {
    return reference;
  }

  Provenance provenance() {
    return new Provenance(day, NightlyPipeline.METHOD_VERSION, reference.version());
  }

  LocalDate day() {
    return day;
  }

  /** A place for a few rows more. */
  Path folder(String name) {
    return scratch.resolve(name);
  }

  /** What is published of the day, and what has changed since. */
  Explanation.Publication publication() {
    boolean isSame = published.fingerprint().equals(inputs.fingerprint());
    return new Explanation.Publication(
        published.runId(),
        published.publishedAt(),
        published.methodVersion(),
        published.referenceVersion(),
        isSame ? null : inputs.changeSince(published, warehouse, reference.version()));
  }

  /** The files of the day. */
  List<Explanation.Input> files() {
    Map<String, SourceCount> counts =
        ingested.counts().stream()
            .collect(
                Collectors.toMap(
                    count -> InputChange.name(count.source(), count.file()), count -> count));
    return inputs.files().stream()
        .map(
            file -> {
              Optional<SourceCount> count = Optional.ofNullable(counts.get(InputChange.name(file)));
              return new Explanation.Input(
                  file.source(),
                  count.map(found -> found.kind().name()).orElse(""),
                  file.path(),
                  file.bytes(),
                  file.crc32c(),
                  count.map(SourceCount::accepted).orElse(0L));
            })
        .toList();
  }

  private void ingest() {
    ingested =
        new Ingestion(session, SparkPath.of(scratch.resolve("canonical")), config.privacy())
            .ingest(
                config.sources(),
                new StagingWindow(day, config.attribution().lookaround()),
                inputs.bySource()::get);
  }

  private DayInputs inputs() {
    try {
      return DayInputs.of(
          config,
          day,
          reference.version(),
          NightlyPipeline.METHOD_VERSION,
          session.sparkContext().hadoopConfiguration());
    } catch (InputMissing gone) {
      throw new RunFailure(
          ExitCode.INPUT,
          gone.getMessage(),
          "bring the files of %s back: its numbers are recomputed from them".formatted(day),
          gone);
    }
  }

  /** Executors elsewhere see the warehouse; nobody but us sees the folder of an own process. */
  private Path scratch() {
    try {
      if (session.sparkContext().isLocal()) {
        return Files.createTempDirectory("wattledger-explain-");
      }
      Path folder = warehouse.resolve(Layout.staging("explain-" + UUID.randomUUID(), "_scratch"));
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "No folder for the recomputation can be made: " + e,
          "check space and permissions of the folder for temporary files (java.io.tmpdir)",
          e);
    }
  }

  @Override
  public void close() {
    DurableFiles.deleteQuietly(scratch);
  }
}
