package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.PublishedDay;
import org.wattledger.publication.PublishedFiles;
import org.wattledger.publication.Recovery;
import org.wattledger.publication.RunLock;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputFiles;
import org.wattledger.sources.InputMissing;
import org.wattledger.sources.InputUnreadable;

/**
 * What a warehouse shows, and what somebody should look at. Reads records and names of files, on
 * request also the published files; changes nothing.
 *
 * @param days published days, in order
 * @param gaps days between the first and the last published one that are not published
 * @param olderMethod published days made by another method version than the present one
 * @param olderReference published days made with other versions of reference tables
 * @param changedInputs published days whose inputs have other names or sizes by now, with how they
 *     differ; a change that keeps both is found by the next run of the day
 * @param alteredFiles published files that are gone or hold something else than was published;
 *     looked for on request
 * @param lock null: nobody holds it
 * @param lastPublished null: nothing was ever published
 * @param unfinished sentences about a publication that was interrupted
 * @param leftovers runs that ended before they published; their staged files lie in {@code
 *     _staging}
 */
public record WarehouseStatus(
    String warehouse,
    List<LocalDate> days,
    List<LocalDate> gaps,
    List<LocalDate> olderMethod,
    List<LocalDate> olderReference,
    Map<LocalDate, String> changedInputs,
    List<String> alteredFiles,
    RunLock.Owner lock,
    LastPublished lastPublished,
    List<String> unfinished,
    List<String> leftovers) {

  /** The newest publication. */
  public record LastPublished(LocalDate day, String runId, Instant at) {}

  /**
   * Looks at a warehouse.
   *
   * @param since days before it are left out
   * @param files whether every published file is read and compared
   * @throws RunFailure STORAGE if its records cannot be read
   */
  public static WarehouseStatus of(WattledgerConfig config, LocalDate since, boolean files) {
    Path warehouse = Warehouse.directory(config.warehouse());
    PosixStorage storage = new PosixStorage(warehouse);
    try {
      List<PublishedDay> published =
          PublishedDay.all(storage).stream().filter(day -> !day.day().isBefore(since)).toList();
      String reference = ReferenceCatalog.load(DayFacts.source(config.reference())).version();
      Recovery.Report recovery = new Recovery(storage).examine();
      return new WarehouseStatus(
          warehouse.toString(),
          published.stream().map(PublishedDay::day).toList(),
          gaps(published),
          published.stream()
              .filter(day -> !NightlyPipeline.METHOD_VERSION.equals(day.methodVersion()))
              .map(PublishedDay::day)
              .toList(),
          published.stream()
              .filter(day -> !reference.equals(day.referenceVersion()))
              .map(PublishedDay::day)
              .toList(),
          changedInputs(config, warehouse, published),
          files ? altered(storage, published) : List.of(),
          RunLock.holder(warehouse).orElse(null),
          PublishedDay.last(storage)
              .map(last -> new LastPublished(last.day(), last.runId(), last.publishedAt()))
              .orElse(null),
          recovery.sentences(),
          recovery.leftovers());
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "The records of warehouse %s cannot be read: %s".formatted(warehouse, e),
          "check its permissions; `recover` tells what a publication left behind",
          e);
    }
  }

  private static List<String> altered(PosixStorage storage, List<PublishedDay> published)
      throws IOException {
    PublishedFiles files = new PublishedFiles(storage);
    List<String> altered = new ArrayList<>();
    for (PublishedDay day : published) {
      altered.addAll(files.altered(day));
    }
    return altered;
  }

  private static List<LocalDate> gaps(List<PublishedDay> published) {
    List<LocalDate> gaps = new ArrayList<>();
    for (int i = 1; i < published.size(); i++) {
      published.get(i - 1).day().plusDays(1).datesUntil(published.get(i).day()).forEach(gaps::add);
    }
    return gaps;
  }

  private static Map<LocalDate, String> changedInputs(
      WattledgerConfig config, Path warehouse, List<PublishedDay> published) {
    Map<LocalDate, String> changed = new TreeMap<>();
    Configuration hadoop = new Configuration();
    for (PublishedDay day : published) {
      RunManifest.read(warehouse, day.runId())
          .flatMap(manifest -> InputChange.between(sizes(manifest), now(config, day, hadoop)))
          .ifPresent(change -> changed.put(day.day(), change));
    }
    return changed;
  }

  private static Map<String, String> sizes(RunManifest manifest) {
    return manifest.inputs().stream()
        .collect(Collectors.toMap(InputChange::name, input -> Long.toString(input.bytes())));
  }

  /** Inputs that were cleared away are no reason to make a day again. */
  private static Map<String, String> now(
      WattledgerConfig config, PublishedDay day, Configuration hadoop) {
    Map<String, String> sizes = new TreeMap<>();
    for (SourceConfig source : config.sources()) {
      try {
        for (InputFile file : InputFiles.of(source, day.day(), hadoop).files()) {
          sizes.put(InputChange.name(source.name(), file.name()), Long.toString(file.sizeBytes()));
        }
      } catch (InputMissing | InputUnreadable gone) {
        return Map.of();
      }
    }
    return sizes;
  }

  /** True if there is something that somebody should look at. */
  public boolean asksForAttention() {
    return !(gaps.isEmpty()
        && olderMethod.isEmpty()
        && olderReference.isEmpty()
        && changedInputs.isEmpty()
        && unfinished.isEmpty());
  }

  /** Empty if nobody holds the lock. */
  public Optional<RunLock.Owner> holder() {
    return Optional.ofNullable(lock);
  }
}
