package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.Publication;
import org.wattledger.publication.PublishedDay;
import org.wattledger.publication.RunLock;
import org.wattledger.quality.Check;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.session.SideBySide;
import org.wattledger.session.SmallDay;

/**
 * The walk of one day: files → canonical rows → attribution → footprint → tables → audit →
 * publication. Whatever happens on the way, what was published before stays readable.
 */
public final class NightlyPipeline {

  /** Changes whenever the same inputs give other numbers; see the changelog's Method group. */
  public static final String METHOD_VERSION = "4";

  /** Tables whose days are many files. */
  static final Set<String> LINKED = Set.of(OutputTables.REQUEST_FOOTPRINT.name());

  private static final RunFailure INTERRUPTED =
      new RunFailure(
          ExitCode.INTERRUPTED,
          "The run was interrupted by a signal",
          "the former data is intact; run the day again");

  private final SparkSession session;
  private final WattledgerConfig config;
  private final Supplier<Reference> tables;
  private final Publication.Steps steps;
  private RunProgress progress = stage -> {};

  public NightlyPipeline(SparkSession session, WattledgerConfig config) {
    this(session, config, loading(config), Publication.Steps.untold());
  }

  /** {@code reference}: the tables that the configuration names. */
  NightlyPipeline(SparkSession session, WattledgerConfig config, Supplier<Reference> reference) {
    this(session, config, reference, Publication.Steps.untold());
  }

  /** {@code steps} of a publication, for those who end the process at one of them. */
  NightlyPipeline(SparkSession session, WattledgerConfig config, Publication.Steps steps) {
    this(session, config, loading(config), steps);
  }

  private NightlyPipeline(
      SparkSession session,
      WattledgerConfig config,
      Supplier<Reference> tables,
      Publication.Steps steps) {
    this.session = session;
    this.config = config;
    this.tables = tables;
    this.steps = steps;
  }

  private static Supplier<Reference> loading(WattledgerConfig config) {
    return () -> ReferenceCatalog.load(DayFacts.source(config.reference()));
  }

  /** Runs one day; throws a {@link RunFailure} when it cannot be published. */
  public RunOutcome run(RunRequest request) {
    Path warehouse = Warehouse.directory(config.warehouse());
    Reference reference = tables.get();
    RunJournal journal =
        new RunJournal(request, RunManifest.Versions.of(METHOD_VERSION, reference.version()))
            .telling(progress);
    if (request.dryRun()) {
      return plan(request, reference, warehouse);
    }
    Warehouse.secure(warehouse);
    try (RunLock lock = RunLock.acquire(warehouse, request.runId());
        Interruption interruption =
            Interruption.tell(() -> tellOfFailure(journal, INTERRUPTED, warehouse))) {
      lock.deadRun()
          .ifPresent(run -> journal.warn("run " + run + " died before; its leftovers go"));
      Publication publication =
          new Publication(new PosixStorage(warehouse), LINKED, lock.guarding(steps));
      publication.rollForward().ifPresent(journal::warn);
      lock.deadRun().ifPresent(publication::discard);
      DayInputs inputs = journal.timed("inputs", () -> inputs(request, reference));
      journal.read(inputs.files(), inputs.fingerprint());
      Optional<PublishedDay> published = PublishedDay.read(warehouse, request.day());
      if (!request.force() && published.filter(day -> isSame(day, inputs)).isPresent()) {
        sink(warehouse).write(request.day());
        WarehouseDescription.write(warehouse).ifPresent(journal::warn);
        return upToDate(warehouse, published.get(), journal);
      }
      return walk(request, reference, publication, inputs, published, journal);
    } catch (Exception e) {
      // Spark throws checked exceptions that its signatures do not declare.
      RunFailure failure = Interruption.isEnding() ? INTERRUPTED : RunFailure.of(e);
      if (failure.exitCode() == ExitCode.STORAGE) {
        // A disk that is full would stay so, for the next run and for everybody else.
        DurableFiles.deleteQuietly(scratch(warehouse, request));
      }
      tellOfFailure(journal, failure, warehouse);
      throw failure;
    }
  }

  /** Tells from now on where a run is. */
  public NightlyPipeline telling(RunProgress told) {
    progress = told;
    return this;
  }

  /** What each stage took when a day was last published; empty if nobody knows. */
  public Map<String, Long> lastTimingsMs() {
    try {
      Path warehouse = Warehouse.directory(config.warehouse());
      return PublishedDay.last(new PosixStorage(warehouse))
          .map(last -> timingsMs(last.runId()))
          .orElse(Map.of());
    } catch (IOException unreadable) {
      return Map.of();
    }
  }

  /** How long each stage of a former run took, in the order in which they ended. */
  public Map<String, Long> timingsMs(String runId) {
    return RunManifest.read(Warehouse.directory(config.warehouse()), runId)
        .map(RunManifest::timingsMs)
        .orElse(Map.of());
  }

  private RunOutcome walk(
      RunRequest request,
      Reference reference,
      Publication publication,
      DayInputs inputs,
      Optional<PublishedDay> published,
      RunJournal journal) {
    Path warehouse = Warehouse.directory(config.warehouse());
    Path scratch = scratch(warehouse, request);
    Supplier<SparkSession> queries = SmallDay.queriesOnDemand(session, inputs.bytes());
    StagedTables tables = new StagedTables(session, warehouse, request.runId(), journal);
    DayWalk walk =
        new DayWalk(session, queries, config, reference, request.day(), tables, scratch, journal);

    List<Check> known = ingest(walk, request, inputs, journal);
    walk.attribute();
    walk.writeTables();
    walk.restate(
        new Restatements(queries, warehouse, tables, request),
        published.map(former -> inputs.changeSince(former, warehouse, reference.version())));
    List<Check> checks = walk.audit(known);
    Gates.of(config.quality()).pass(checks, journal);
    deleteScratch(scratch);

    if (request.publish()) {
      PublishedDay day =
          new PublishedDay(
              request.day(),
              request.runId(),
              inputs.fingerprint(),
              METHOD_VERSION,
              reference.version(),
              request.startedAt());
      List<String> names = OutputTables.PUBLISHED.stream().map(Table::name).toList();
      journal
          .timed(
              "publish",
              () -> publication.publish(day, names, new StagedAudit(tables, journal.staged())))
          .forEach(journal::warn);
      WarehouseDescription.write(warehouse).ifPresent(journal::warn);
    }
    if (request.publish() && config.sink().isUsed()) {
      journal.timed("sink", () -> sink(warehouse).write(request.day()));
    }
    Optional<Path> summary = manifestOfSuccess(journal, warehouse);
    return new RunOutcome(
        ExitCode.OK, Optional.of(walk.reconciliation()), journal.warnings(), summary);
  }

  /**
   * Ingests, and looks meanwhile whether the sources are what they were; returns what was found.
   */
  private List<Check> ingest(
      DayWalk walk, RunRequest request, DayInputs inputs, RunJournal journal) {
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Supplier<SchemaWatch> look =
        SideBySide.begun(() -> SchemaWatch.of(config, request.day(), inputs.bySource(), hadoop));
    SchemaWatch.explaining(look, () -> walk.ingest(inputs.bySource()));
    inputs.requireUnchanged(hadoop);
    SchemaWatch schemas = journal.timed("schemas", look);
    journal.looked(schemas.schemas(walk.columns()));
    List<Check> known = new ArrayList<>(schemas.checks(walk.columns()));
    known.addAll(ClockChecks.againstFiles(inputs.bySource(), walk.columns()));
    if (!Gates.failed(known).isEmpty()) {
      walk.writeChecks(known);
      Gates.of(config.quality()).pass(known, journal);
    }
    return known;
  }

  private DaySink sink(Path warehouse) {
    return DaySink.of(session, config.sink(), warehouse);
  }

  private DayInputs inputs(RunRequest request, Reference reference) {
    return DayInputs.of(
        config,
        request.day(),
        reference.version(),
        METHOD_VERSION,
        session.sparkContext().hadoopConfiguration());
  }

  private static boolean isSame(PublishedDay day, DayInputs inputs) {
    return day.fingerprint().equals(inputs.fingerprint());
  }

  /** Nothing to do: the balance is that of the run which published the day. */
  private static RunOutcome upToDate(Path warehouse, PublishedDay published, RunJournal journal) {
    writeMetrics(journal.succeeded(), journal, warehouse);
    Path summary = warehouse.resolve(Layout.run(published.runId())).resolve("summary.json");
    Optional<Reconciliation> balance =
        RunManifest.read(warehouse, published.runId())
            .map(RunManifest::reconciliation)
            .map(RunManifest.Balance::parts);
    return new RunOutcome(
        ExitCode.OK,
        balance,
        journal.warnings(),
        Files.exists(summary) ? Optional.of(summary) : Optional.empty());
  }

  private RunOutcome plan(RunRequest request, Reference reference, Path warehouse) {
    List<String> lines = new ArrayList<>();
    DayInputs inputs = inputs(request, reference);
    lines.add(
        "%s: %d files, %d bytes; reference %s"
            .formatted(request.day(), inputs.files().size(), inputs.bytes(), reference.version()));
    Optional<PublishedDay> published = PublishedDay.read(warehouse, request.day());
    lines.add(
        published
            .map(
                day ->
                    isSame(day, inputs) && !request.force()
                        ? "published by run %s from the same inputs: nothing to do"
                            .formatted(day.runId())
                        : "replaces what run %s published".formatted(day.runId()))
            .orElse("not published yet"));
    return new RunOutcome(ExitCode.OK, Optional.empty(), lines, Optional.empty());
  }

  private static Path scratch(Path warehouse, RunRequest request) {
    return warehouse.resolve(Layout.staging(request.runId(), "_scratch"));
  }

  private static void deleteScratch(Path scratch) {
    try {
      DurableFiles.deleteTree(scratch);
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "Scratch files in %s cannot be deleted: %s".formatted(scratch, e),
          "check the permissions of the warehouse; published days are untouched",
          e);
    }
  }

  /** A published day stays published, even if nobody can be told how it was made. */
  private static Optional<Path> manifestOfSuccess(RunJournal journal, Path warehouse) {
    try {
      RunManifest manifest = journal.succeeded();
      Path summary = writeManifest(manifest, warehouse);
      writeMetrics(manifest, journal, warehouse);
      return Optional.of(summary);
    } catch (RunFailure e) {
      journal.warn(e.getMessage());
      return Optional.empty();
    }
  }

  /** What stopped the run counts, not what came after. */
  private static void tellOfFailure(RunJournal journal, RunFailure failure, Path warehouse) {
    RunManifest manifest = journal.failed(failure);
    try {
      writeManifest(manifest, warehouse);
    } catch (RunFailure unwritten) {
      failure.addSuppressed(unwritten);
    }
    writeMetrics(manifest, journal, warehouse);
  }

  /** Nobody's numbers depend on them: what cannot be written is told, and no more. */
  private static void writeMetrics(RunManifest manifest, RunJournal journal, Path warehouse) {
    try {
      RunMetrics.write(warehouse, manifest, journal.checks());
    } catch (IOException | RuntimeException e) {
      journal.warn("%s cannot be written: %s".formatted(Layout.METRICS, e));
    }
  }

  private static Path writeManifest(RunManifest manifest, Path warehouse) {
    try {
      return manifest.write(warehouse);
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "The manifest of run %s cannot be written: %s".formatted(manifest.runId(), e),
          "check space and permissions of the warehouse",
          e);
    }
  }
}
