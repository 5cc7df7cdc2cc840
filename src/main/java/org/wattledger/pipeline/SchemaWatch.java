package org.wattledger.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.wattledger.config.QualityConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.ingest.ColumnCounts;
import org.wattledger.quality.Check;
import org.wattledger.quality.Check.Status;
import org.wattledger.sources.CellReaders;
import org.wattledger.sources.InputFiles;
import org.wattledger.sources.InputUnreadable;
import org.wattledger.sources.MappingInvalid;
import org.wattledger.sources.ShapeReading;
import org.wattledger.sources.SourceShape;

/** Holds the sources of a day against what they looked like when a day was last published. */
final class SchemaWatch {

  static final String REMEDY =
      "correct the mapping of the source; or, if it is right as it is, run the day with --set"
          + " quality.schema-drift=warn: what it publishes is what later days are held against";

  /** A check shows no more changes than these. */
  private static final int MOST_SHOWN = 5;

  /**
   * A source that could be looked at.
   *
   * @param changes since {@code before}
   * @param isAccepted whether the day was published before with all that the mapping reads as it is
   */
  private record Watched(
      SourceConfig source,
      SourceShape shape,
      Optional<EarlierSchemas.OfDay> before,
      List<SchemaChange> changes,
      boolean isAccepted) {

    boolean is(ColumnCounts counts) {
      return counts.kind() == source.kind() && counts.source().equals(source.name());
    }
  }

  private final QualityConfig bounds;
  private final List<Watched> sources;

  private SchemaWatch(QualityConfig bounds, List<Watched> sources) {
    this.bounds = bounds;
    this.sources = sources;
  }

  /** Looks at a few files of each source; what cannot be read or mapped is left to the run. */
  static SchemaWatch of(
      WattledgerConfig config,
      LocalDate day,
      Map<SourceConfig, InputFiles> inputs,
      Configuration hadoop) {
    Path warehouse = Warehouse.directory(config.warehouse());
    EarlierSchemas earlier = EarlierSchemas.before(day, warehouse, inputs.size());
    EarlierSchemas itself = EarlierSchemas.on(day, warehouse);
    List<Watched> watched = new ArrayList<>();
    inputs.forEach(
        (source, files) -> {
          try {
            CellReaders readers = CellReaders.of(source);
            ShapeReading.of(source, readers, files, hadoop)
                .map(shape -> watched(source, shape, readers, earlier, itself))
                .ifPresent(watched::add);
          } catch (MappingInvalid told) {
            return;
          }
        });
    return new SchemaWatch(config.quality(), watched);
  }

  private static Watched watched(
      SourceConfig source,
      SourceShape shape,
      CellReaders readers,
      EarlierSchemas earlier,
      EarlierSchemas itself) {
    Optional<EarlierSchemas.OfDay> before = earlier.of(source);
    Optional<EarlierSchemas.OfDay> published = itself.of(source);
    boolean isAccepted =
        published.isPresent()
            && changes(published, shape, readers).stream().noneMatch(SchemaChange::isRead);
    return new Watched(source, shape, before, changes(before, shape, readers), isAccepted);
  }

  private static List<SchemaChange> changes(
      Optional<EarlierSchemas.OfDay> before, SourceShape shape, CellReaders readers) {
    return before
        .map(earlier -> SchemaChange.between(earlier.schema().shape(), shape, readers))
        .orElse(List.of());
  }

  /**
   * Ingests the day. A source that cannot be read as it was is a matter of its shape, not of its
   * files.
   *
   * @param look at the day's sources; asked for only if ingestion fails
   * @throws RunFailure QUALITY with the difference, if a source with one cannot be read or mapped
   */
  static void explaining(Supplier<SchemaWatch> look, Runnable ingestion) {
    try {
      ingestion.run();
    } catch (InputUnreadable failure) {
      // With a cause it is the file that is broken, whatever the source looks like.
      throw failure.getCause() == null ? look.get().explained(failure.source(), failure) : failure;
    } catch (MappingInvalid failure) {
      throw look.get().explained(failure.source(), failure);
    }
  }

  private RuntimeException explained(String source, RuntimeException failure) {
    List<String> changes =
        sources.stream()
            .filter(watched -> watched.source.name().equals(source) && mayStop(watched))
            .flatMap(watched -> watched.changes.stream())
            .filter(SchemaChange::isRead)
            .map(SchemaChange::sentence)
            .toList();
    return changes.isEmpty()
        ? failure
        : new RunFailure(
            ExitCode.QUALITY,
            "Source \"%s\" is not what it was, and cannot be read: %s. %s"
                .formatted(source, String.join("; ", changes), failure.getMessage()),
            REMEDY,
            failure);
  }

  private boolean mayStop(Watched watched) {
    return bounds.schemaDrift() == QualityConfig.Gate.STOP && !watched.isAccepted;
  }

  /** What each source looks like, for the days to come. */
  List<SourceSchema> schemas(List<ColumnCounts> counts) {
    return sources.stream()
        .map(
            watched ->
                SourceSchema.of(
                    watched.source,
                    watched.shape,
                    watched.before.map(EarlierSchemas.OfDay::schema),
                    counts.stream().filter(watched::is).findFirst()))
        .toList();
  }

  /** Three for each source that an earlier day knows. */
  List<Check> checks(List<ColumnCounts> counts) {
    List<Check> checks = new ArrayList<>();
    for (Watched watched : sources) {
      if (watched.before.isPresent()) {
        checks.addAll(checks(watched, counts));
      }
    }
    return checks;
  }

  private List<Check> checks(Watched watched, List<ColumnCounts> counts) {
    SourceConfig source = watched.source;
    SchemaVerdict verdict =
        new SchemaVerdict(
            watched.before.orElseThrow().schema(),
            counts.stream()
                .filter(watched::is)
                .findFirst()
                .orElse(new ColumnCounts(source.kind(), source.name(), List.of())),
            bounds.maxRejectedRatio());
    return List.of(
        check("columns added", watched, verdict, List.of(SchemaChange.Type.ADDED)),
        check("columns removed", watched, verdict, List.of(SchemaChange.Type.REMOVED)),
        check(
            "columns retyped",
            watched,
            verdict,
            List.of(SchemaChange.Type.RETYPED, SchemaChange.Type.NESTED)));
  }

  private Check check(
      String name, Watched watched, SchemaVerdict verdict, List<SchemaChange.Type> types) {
    List<SchemaChange> told = new ArrayList<>();
    Status worst = Status.OK;
    for (SchemaChange change : watched.changes) {
      Optional<Status> status =
          types.contains(change.type()) ? verdict.of(change) : Optional.empty();
      if (status.isPresent()) {
        told.add(change);
        worst = status.get().compareTo(worst) > 0 ? status.get() : worst;
      }
    }
    if (worst == Status.FAIL && !mayStop(watched)) {
      worst = Status.WARN;
    }
    String source = watched.source.name();
    if (told.isEmpty()) {
      return new Check(name, source, 0, 0, Status.OK);
    }
    String names = shown(told, change -> ShownText.of(change.cell()), ", ");
    String day = watched.before.orElseThrow().day().toString();
    return new Check(name, source + ": " + names, 0, told.size(), worst)
        .explained(
            "against %s: %s".formatted(day, shown(told, SchemaChange::sentence, "; ")),
            worst == Status.FAIL ? REMEDY : "");
  }

  private static String shown(
      List<SchemaChange> changes, Function<SchemaChange, String> text, String separator) {
    String shown =
        changes.stream().limit(MOST_SHOWN).map(text).collect(Collectors.joining(separator));
    return changes.size() > MOST_SHOWN ? shown + separator + "..." : shown;
  }

  /** What a run would find, as far as a few records tell. */
  List<Inspection.Finding> findings() {
    List<Inspection.Finding> findings = new ArrayList<>();
    for (Watched watched : sources) {
      if (!watched.changes.isEmpty()) {
        boolean isToStop =
            mayStop(watched) && watched.changes.stream().anyMatch(SchemaChange::isLikelyToStop);
        findings.add(
            new Inspection.Finding(
                isToStop ? ExitCode.QUALITY : ExitCode.OK,
                "schema of " + watched.source.name(),
                "against %s: %s%s"
                    .formatted(
                        watched.before.orElseThrow().day(),
                        shown(watched.changes, SchemaChange::toldSentence, "; "),
                        isToStop ? "; " + REMEDY : "")));
      }
    }
    return findings;
  }
}
