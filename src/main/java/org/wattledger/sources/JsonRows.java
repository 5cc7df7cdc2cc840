package org.wattledger.sources;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Records of JSON files as rows, one per record: the cells as text, each under its {@linkplain
 * Mapping#cellName name}, and where the record stands.
 */
final class JsonRows {

  private static final StructType PLACE =
      new StructType()
          .add(RawCells.FILE, DataTypes.StringType)
          .add(RawCells.BLOCK_START, DataTypes.LongType)
          .add(RawCells.RECORD_ID, DataTypes.LongType)
          .add(RawCells.MALFORMED_DIGEST, DataTypes.StringType)
          .add(RawCells.IS_RECORD, DataTypes.BooleanType);

  private JsonRows() {}

  /** The cells that a scan takes. */
  static Dataset<Row> of(JsonScan scan) {
    ArrayList<List<String>> cells = scan.paths().cells();
    return rows(
        scan, scan.map(records -> new Rows(records, cells, 0, null)).rdd(), cellsAndPlace(cells));
  }

  /**
   * Records parsed by Spark under a schema of their own.
   *
   * @param scan whose first cell is the record itself
   * @return the columns of the schema, {@code MALFORMED_TEXT} where a record does not fit it, and
   *     the other cells
   */
  static Dataset<Row> of(JsonScan scan, StructType declared) {
    ArrayList<List<String>> cells = scan.paths().cells();
    JSONOptions options = scan.options();
    return rows(
        scan,
        scan.map(
                records -> {
                  DeclaredRecords parser = new DeclaredRecords(declared, options);
                  return new Rows(records, cells, 1, () -> parser.row(records));
                })
            .rdd(),
        DeclaredRecords.schema(declared)
            .merge(cellsAndPlace(cells.subList(1, cells.size())), true));
  }

  private static StructType cellsAndPlace(List<List<String>> paths) {
    StructType schema = new StructType();
    for (List<String> path : paths) {
      schema = schema.add(Mapping.cellName(path), type(path));
    }
    return schema.merge(PLACE, true);
  }

  private static DataType type(List<String> path) {
    return RawRecords.isAboutFile(path) ? RecordPlace.type(path) : DataTypes.StringType;
  }

  private static Dataset<Row> rows(JsonScan scan, RDD<InternalRow> rows, StructType schema) {
    return ((org.apache.spark.sql.classic.SparkSession) scan.session())
        .internalCreateDataFrame(rows, schema, false);
  }

  private static final class Rows implements Iterator<InternalRow> {
    private final JsonParts records;
    private final List<List<String>> paths;
    private final int firstCell;
    private final Supplier<InternalRow> before;
    private final GenericInternalRow row;
    private final JoinedRow joined = new JoinedRow();
    private String file;
    private UTF8String fileText;
    private boolean isAhead;

    /** The cells from {@code firstCell} on, and what stands before them; null: nothing. */
    Rows(JsonParts records, List<List<String>> paths, int firstCell, Supplier<InternalRow> before) {
      this.records = records;
      this.paths = paths;
      this.firstCell = firstCell;
      this.before = before;
      this.row = new GenericInternalRow(paths.size() - firstCell + PLACE.size());
    }

    @Override
    public boolean hasNext() {
      isAhead = isAhead || records.next();
      return isAhead;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      isAhead = false;
      int at = 0;
      for (int cell = firstCell; cell < paths.size(); cell++) {
        List<String> path = paths.get(cell);
        boolean isAboutFile = RawRecords.isAboutFile(path);
        row.update(at++, isAboutFile ? RecordPlace.value(path, records) : records.text(cell));
      }
      row.update(at++, fileText());
      row.update(at++, records.part().start());
      row.update(at++, records.recordId());
      row.update(at++, records.malformedDigest());
      row.update(at, records.found() != JsonLine.Found.NO_RECORD);
      return before == null ? row : joined.apply(before.get(), row);
    }

    private UTF8String fileText() {
      if (!records.file().equals(file)) {
        file = records.file();
        fileText = UTF8String.fromString(file);
      }
      return fileText;
    }
  }
}
