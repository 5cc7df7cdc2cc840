package org.wattledger.reference;

import com.univocity.parsers.csv.CsvParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A carbon-intensity file, hourly or finer, as Electricity Maps hands it out. Columns are found by
 * what they say and by their unit, as their names change between exports; the zone is the one in
 * the file, times are UTC, and the publisher's own estimates stay marked as such.
 *
 * @param path CSV file, read in place
 * @param basis which of its two intensities is the location-based factor; with the direct one the
 *     life-cycle one is kept beside it
 */
public record GridExport(Path path, FactorBasis basis) {

  private static final String VERSION = "export";

  /** Exports lie over every layer of the grid table. */
  private static final int TOPMOST = Integer.MAX_VALUE;

  Optional<FileBytes> file(ProblemLog problems) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      return Optional.of(FileBytes.of("grid", VERSION, path.toString(), TOPMOST, bytes));
    } catch (IOException unreadable) {
      problems.add(path.toString(), "cannot be read: " + unreadable);
      return Optional.empty();
    }
  }

  List<GridRow> rows(FileBytes file, ProblemLog problems) {
    CsvParser parser = ReferenceCsv.parser();
    parser.beginParsing(file.open(), StandardCharsets.UTF_8);
    String[] header = parser.parseNext();
    Optional<ExportColumns> columns =
        ExportColumns.of(header == null ? new String[0] : header, basis, file, problems);
    Map<String, List<ExportHour>> hoursByZone = new TreeMap<>();
    for (String[] cells = parser.parseNext();
        cells != null && columns.isPresent();
        cells = parser.parseNext()) {
      Place place = file.line(parser.getContext().currentLine());
      hour(cells, columns.get(), place, problems)
          .ifPresent(
              hour -> hoursByZone.computeIfAbsent(hour.zone(), z -> new ArrayList<>()).add(hour));
    }
    parser.stopParsing();
    return hoursByZone.values().stream()
        .flatMap(hours -> ExportHour.gridRows(hours, basis, source(), problems).stream())
        .toList();
  }

  private Optional<ExportHour> hour(
      String[] cells, ExportColumns columns, Place place, ProblemLog problems) {
    if (cells.length <= columns.last()) {
      problems.add(place, "line", String.valueOf(cells.length), "cut short; fetch the file again");
      return Optional.empty();
    }
    String zone = cells[columns.zone()];
    Optional<Instant> time = time(cells[columns.time()]);
    if (zone == null || time.isEmpty()) {
      problems.add(
          place,
          "time",
          String.valueOf(cells[columns.time()]),
          "no zone or no UTC time; a time is written 2024-01-01 00:00:00");
      return Optional.empty();
    }
    ReferenceRow row = new ReferenceRow(place, columns.byName(), cells, problems);
    return Optional.of(
        new ExportHour(
            zone,
            time.get(),
            row.number(ExportColumns.INTENSITY, Bounds.INTENSITY),
            row.number(ExportColumns.LIFECYCLE_INTENSITY, Bounds.INTENSITY),
            row.flag(ExportColumns.ESTIMATED),
            place));
  }

  private String source() {
    return "Electricity Maps (ODbL), %s, %s"
        .formatted(basis == FactorBasis.DIRECT ? "direct" : "life cycle", path.getFileName());
  }

  private static Optional<Instant> time(String text) {
    if (text == null) {
      return Optional.empty();
    }
    String iso = text.replace(' ', 'T');
    try {
      boolean hasOffset = iso.endsWith("Z") || iso.lastIndexOf('+') > 0;
      return Optional.of(
          hasOffset
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
