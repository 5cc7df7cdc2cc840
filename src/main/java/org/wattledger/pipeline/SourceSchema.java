package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.ColumnCounts;
import org.wattledger.sources.SourceShape;

/**
 * What a source looked like on a day, for later days to be held against; a part of the manifest.
 *
 * @param shape the day's, and cells of earlier days that the look at this one did not meet, as
 *     present in none
 * @param records that were accepted or refused; 0 also where a run did not get so far
 * @param filled accepted records with a value, by canonical column that the mapping yields
 */
public record SourceSchema(
    SourceKind kind, String source, SourceShape shape, long records, Map<String, Long> filled) {

  /** Names of earlier days stay known: a sparse member that comes back is nothing new. */
  private static final int MOST_CELLS = 512;

  public SourceSchema {
    filled = Collections.unmodifiableMap(new TreeMap<>(filled));
  }

  static SourceSchema of(
      SourceConfig source,
      SourceShape shape,
      Optional<SourceSchema> before,
      Optional<ColumnCounts> counts) {
    Map<String, Long> filled = new TreeMap<>();
    counts.ifPresent(
        found -> found.columns().forEach(column -> filled.put(column, found.filled(column))));
    return new SourceSchema(
        source.kind(),
        source.name(),
        before.map(earlier -> withNamesOf(earlier.shape, shape)).orElse(shape),
        counts.map(ColumnCounts::judged).orElse(0L),
        filled);
  }

  /** The share of records in which the column held a value, 0 to 1. */
  double filledShare(String column) {
    return records == 0 ? 0 : (double) filled.getOrDefault(column, 0L) / records;
  }

  private static SourceShape withNamesOf(SourceShape before, SourceShape now) {
    if (!before.layout().equals(now.layout())) {
      return now;
    }
    List<SourceShape.Cell> cells = new ArrayList<>(now.cells());
    for (SourceShape.Cell cell : before.cells()) {
      if (cells.size() < MOST_CELLS && now.cell(cell.name()).isEmpty()) {
        cells.add(new SourceShape.Cell(cell.name(), 0, cell.kinds()));
      }
    }
    return new SourceShape(now.layout(), now.sampled(), cells);
  }
}
