package org.wattledger.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wattledger.config.SourceConfig;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.PublishedDay;

/** What sources looked like on the last days that a warehouse shows before one day. */
final class EarlierSchemas {

  /** A source that is missing for longer comes back as a new one. */
  private static final int MOST_DAYS = 31;

  /** A source on a day. */
  record OfDay(LocalDate day, SourceSchema schema) {}

  private final List<RunManifest> manifests;

  private EarlierSchemas(List<RunManifest> manifests) {
    this.manifests = manifests;
  }

  /** The day itself, if it was published before; looked at alone. */
  static EarlierSchemas on(LocalDate day, Path warehouse) {
    return new EarlierSchemas(manifests(List.of(day), warehouse, 1));
  }

  /** Reads the manifests of the runs that published those days, the last day first. */
  static EarlierSchemas before(LocalDate day, Path warehouse, int sources) {
    List<LocalDate> days;
    try {
      days =
          PublishedDay.days(new PosixStorage(warehouse)).stream()
              .filter(each -> each.isBefore(day))
              .sorted(Comparator.reverseOrder())
              .limit(MOST_DAYS)
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The published days of %s cannot be listed; check its permissions".formatted(warehouse),
          e);
    }
    return new EarlierSchemas(manifests(days, warehouse, sources));
  }

  /** Of the last day that knows the source. */
  Optional<OfDay> of(SourceConfig source) {
    return manifests.stream()
        .flatMap(
            manifest ->
                manifest.schemas().stream()
                    .filter(schema -> schema.kind() == source.kind())
                    .filter(schema -> schema.source().equals(source.name()))
                    .map(schema -> new OfDay(manifest.day(), schema)))
        .findFirst();
  }

  /** Mostly that of the last day alone, which knows all sources. */
  private static List<RunManifest> manifests(List<LocalDate> days, Path warehouse, int sources) {
    List<RunManifest> found = new ArrayList<>();
    for (LocalDate day : days) {
      PublishedDay.read(warehouse, day)
          .flatMap(published -> RunManifest.read(warehouse, published.runId()))
          .filter(manifest -> manifest.schemas() != null)
          .ifPresent(found::add);
      if (!found.isEmpty() && found.get(0).schemas().size() >= sources) {
        break;
      }
    }
    return found;
  }
}
