package org.wattledger.ingest;

import static org.wattledger.schema.CanonicalTables.REQUEST_ID;
import static org.wattledger.staging.StagedColumns.FILE;
import static org.wattledger.staging.StagedColumns.ID_HASH;
import static org.wattledger.staging.StagedColumns.SOURCE;
import static org.wattledger.staging.StagedColumns.START_HOUR;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.columnfiles.LongColumn;
import org.wattledger.columnfiles.TextColumn;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.RecordBlocks.SourceFile;
import org.wattledger.schema.Field;
import org.wattledger.session.SortedOnDriver;
import org.wattledger.sources.LongCells;
import org.wattledger.staging.StagedRecords;

/**
 * Settles repeats that are few on the driver, as {@link RepeatedRequests} does with queries: to
 * plan and compile those takes longer than the rows.
 */
final class FewRepeats {

  private static final String FOLDER = "kept";

  private final StagedRows staged;
  private final Dataset<Row> accepted;
  private final List<String> columns;

  FewRepeats(StagedRows staged) {
    this.staged = staged;
    this.accepted = staged.accepted(staged.session());
    this.columns = List.of(accepted.columns());
  }

  /**
   * Keeps one row of each id.
   *
   * @param hashes sorted; those that several rows share
   * @param order the row that is kept comes first
   */
  RepeatedRequests settled(long[] hashes, Column[] order) throws IOException {
    List<InternalRow> rows = rows(hashes, order);
    Map<SourceFile, Long> losersByFile = new TreeMap<>();
    Map<Integer, List<InternalRow>> keptByHour = new TreeMap<>();
    UTF8String former = null;
    for (InternalRow row : rows) {
      UTF8String id = text(row, REQUEST_ID);
      if (id.equals(former)) {
        SourceFile file = new SourceFile(text(row, SOURCE).toString(), text(row, FILE).toString());
        losersByFile.merge(file, 1L, Long::sum);
      } else {
        int hour = row.getInt(columns.indexOf(START_HOUR.name()));
        keptByHour.computeIfAbsent(hour, unused -> new ArrayList<>()).add(row);
      }
      former = id;
    }
    write(keptByHour);
    return new RepeatedRequests(
        staged.acceptedDirectory(),
        Optional.of(staged.scratch().path(FOLDER)),
        hashes,
        losersByFile);
  }

  /** All rows with such a hash, by id and in order. */
  private List<InternalRow> rows(long[] hashes, Column[] order) {
    Object[] wanted = Arrays.stream(hashes).boxed().toArray();
    List<Column> byId = new ArrayList<>(List.of(REQUEST_ID.column()));
    byId.addAll(Arrays.asList(order));
    return SortedOnDriver.rows(
        accepted.where(accepted.col(ID_HASH.name()).isin(wanted)), byId.toArray(Column[]::new));
  }

  private void write(Map<Integer, List<InternalRow>> keptByHour) throws IOException {
    Scratch.Shape shape =
        Scratch.Shape.of(staged.session(), StagedRecords.accepted(SourceKind.REQUESTS));
    List<String> files = new ArrayList<>();
    for (Map.Entry<Integer, List<InternalRow>> hour : keptByHour.entrySet()) {
      String name = "%s/%s=%d/part.parquet".formatted(FOLDER, START_HOUR.name(), hour.getKey());
      try (ColumnFile file = staged.scratch().create(name, shape)) {
        for (Field field : StagedRecords.accepted(SourceKind.REQUESTS).fields()) {
          append(hour.getValue(), field, file);
        }
        file.endBatch(hour.getValue().size());
        file.finish(shape.footer());
      }
      files.add(name);
    }
    staged.scratch().keep(files);
  }

  private void append(List<InternalRow> rows, Field field, ColumnFile file) {
    int ordinal = columns.indexOf(field.name());
    if (field.type().equals(DataTypes.StringType)) {
      TextColumn into = file.texts(field.name());
      for (InternalRow row : rows) {
        if (row.isNullAt(ordinal)) {
          into.appendNull();
        } else {
          byte[] utf8 = row.getUTF8String(ordinal).getBytes();
          into.append(utf8, 0, utf8.length);
        }
      }
      return;
    }
    LongColumn into = file.longs(field.name(), LongCells.ABSENT);
    long[] values =
        rows.stream()
            .mapToLong(row -> row.isNullAt(ordinal) ? LongCells.ABSENT : row.getLong(ordinal))
            .toArray();
    into.append(values, values.length);
  }

  private UTF8String text(InternalRow row, Field field) {
    return row.getUTF8String(columns.indexOf(field.name()));
  }
}
