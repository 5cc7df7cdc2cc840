package org.wattledger.ingest;

import static org.wattledger.schema.CanonicalTables.ENDED_AT;
import static org.wattledger.schema.CanonicalTables.OUTPUT_TOKENS;
import static org.wattledger.schema.CanonicalTables.REQUEST_ID;
import static org.wattledger.staging.StagedColumns.FILE;
import static org.wattledger.staging.StagedColumns.ID_HASH;
import static org.wattledger.staging.StagedColumns.SOURCE;
import static org.wattledger.staging.StagedColumns.START_HOUR;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.columnfiles.ColumnReading;
import org.wattledger.columnfiles.LongColumn;
import org.wattledger.columnfiles.TextColumn;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.RecordBlocks.SourceFile;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import org.wattledger.sources.LongCells;
import org.wattledger.staging.StagedColumns;
import org.wattledger.staging.StagedRecords;

/**
 * Settles repeats that are few on the driver, as {@link RepeatedRequests} does with queries: to
 * plan and compile those takes longer than the rows. Tasks look for the hashes, and read whole rows
 * only of row groups that have one.
 */
final class FewRepeats {

  private static final String FOLDER = "kept";
  private static final Table TABLE = StagedRecords.accepted(SourceKind.REQUESTS);
  private static final List<Field> FIELDS = TABLE.fields();
  private static final int REQUEST = FIELDS.indexOf(REQUEST_ID);

  /** Spark's seed of xxhash64. */
  private static final long SEED = 42;

  private final StagedRows staged;

  FewRepeats(StagedRows staged) {
    this.staged = staged;
  }

  /**
   * Keeps one row of each id.
   *
   * @param hashes sorted; those that several rows share
   */
  RepeatedRequests settled(long[] hashes) throws IOException {
    List<Found> rows = new ArrayList<>(found(hashes));
    RowOrder order = order();
    rows.sort((left, right) -> order.compare(left.cells, right.cells));
    Map<SourceFile, Long> losersByFile = new TreeMap<>();
    Map<Integer, List<Object[]>> keptByHour = new TreeMap<>();
    Object former = null;
    for (Found row : rows) {
      if (row.cells[REQUEST].equals(former)) {
        losersByFile.merge(fileOf(row.cells), 1L, Long::sum);
      } else {
        keptByHour.computeIfAbsent(row.hour, unused -> new ArrayList<>()).add(row.cells);
      }
      former = row.cells[REQUEST];
    }
    write(keptByHour);
    return new RepeatedRequests(
        staged.acceptedDirectory(),
        Optional.of(staged.scratch().path(FOLDER)),
        hashes,
        losersByFile);
  }

  private static SourceFile fileOf(Object[] cells) {
    return new SourceFile(
        (String) cells[FIELDS.indexOf(SOURCE)], (String) cells[FIELDS.indexOf(FILE)]);
  }

  /** A row with one of the hashes, and the hour in whose folder it lies. */
  private record Found(int hour, Object[] cells) implements Serializable {}

  private List<Found> found(long[] hashes) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(staged.session().sparkContext());
    Scratch scratch = staged.scratch();
    List<String> files = staged.acceptedFiles();
    return spark
        .parallelize(files, Math.min(files.size(), spark.defaultParallelism()))
        .flatMap(file -> found(scratch, file, hashes).iterator())
        .collect();
  }

  private static List<Found> found(Scratch scratch, String file, long[] hashes) throws IOException {
    BitSet groups = groups(scratch, file, hashes);
    List<Found> found = new ArrayList<>();
    if (groups.isEmpty()) {
      return found;
    }
    int hour = hourOf(file);
    int hashColumn = FIELDS.indexOf(ID_HASH);
    try (StagedCells cells = StagedCells.of(scratch, file, TABLE, groups)) {
      for (int size = cells.next(); size > 0; size = cells.next()) {
        for (int row = 0; row < size; row++) {
          if (Arrays.binarySearch(hashes, (Long) cells.cell(row, hashColumn)) >= 0) {
            found.add(new Found(hour, cells.row(row)));
          }
        }
      }
    }
    return found;
  }

  /** The row groups that have one of the hashes. */
  private static BitSet groups(Scratch scratch, String file, long[] hashes) throws IOException {
    BitSet groups = new BitSet();
    try (ColumnReading reading = StagedCells.open(scratch, file)) {
      long[] ids = reading.longs(ID_HASH.name(), LongCells.ABSENT).values();
      for (int size = reading.next(); size > 0; size = reading.next()) {
        for (int row = 0; row < size; row++) {
          if (Arrays.binarySearch(hashes, ids[row]) >= 0) {
            groups.set(reading.group());
          }
        }
      }
    }
    return groups;
  }

  /** From the folder of the file. */
  private static int hourOf(String file) {
    String folder = START_HOUR.name() + "=";
    int from = file.indexOf(folder) + folder.length();
    return Integer.parseInt(file.substring(from, file.indexOf('/', from)));
  }

  /** By id; of the rows of one id, the one that is kept comes first: {@link RepeatedRequests}. */
  private static RowOrder order() {
    RowOrder order =
        new RowOrder(TABLE)
            .ascending(REQUEST_ID)
            .descending(ENDED_AT)
            .descending(OUTPUT_TOKENS)
            .then((left, right) -> Long.compare(hash(right), hash(left)));
    CanonicalTables.STAGED_REQUESTS.fields().forEach(order::descending);
    for (Field place : List.of(SOURCE, FILE, StagedColumns.BLOCK_START, StagedColumns.RECORD_ID)) {
      order.ascending(place);
    }
    return order;
  }

  /** As xxhash64 of all columns of {@code STAGED_REQUESTS} in a query: what is absent adds none. */
  private static long hash(Object[] cells) {
    long hash = SEED;
    for (int i = 0; i < CanonicalTables.STAGED_REQUESTS.fields().size(); i++) {
      if (cells[i] instanceof Long number) {
        hash = XXH64.hashLong(number, hash);
      } else if (cells[i] instanceof String text) {
        hash = XXH64.hashUTF8String(UTF8String.fromString(text), hash);
      }
    }
    return hash;
  }

  private void write(Map<Integer, List<Object[]>> keptByHour) throws IOException {
    Scratch.Shape shape = Scratch.Shape.of(staged.session(), TABLE);
    List<String> files = new ArrayList<>();
    for (Map.Entry<Integer, List<Object[]>> hour : keptByHour.entrySet()) {
      String name = "%s/%s=%d/part.parquet".formatted(FOLDER, START_HOUR.name(), hour.getKey());
      try (ColumnFile file = staged.scratch().create(name, shape)) {
        for (int column = 0; column < FIELDS.size(); column++) {
          append(hour.getValue(), column, file);
        }
        file.endBatch(hour.getValue().size());
        file.finish(shape.footer());
      }
      files.add(name);
    }
    staged.scratch().keep(files);
  }

  private static void append(List<Object[]> rows, int column, ColumnFile file) {
    String name = FIELDS.get(column).name();
    if (FIELDS.get(column).type().equals(DataTypes.StringType)) {
      TextColumn into = file.texts(name);
      for (Object[] row : rows) {
        if (row[column] == null) {
          into.appendNull();
        } else {
          byte[] utf8 = ((String) row[column]).getBytes(StandardCharsets.UTF_8);
          into.append(utf8, 0, utf8.length);
        }
      }
      return;
    }
    LongColumn into = file.longs(name, LongCells.ABSENT);
    long[] values =
        rows.stream()
            .mapToLong(row -> row[column] == null ? LongCells.ABSENT : (Long) row[column])
            .toArray();
    into.append(values, values.length);
  }
}
