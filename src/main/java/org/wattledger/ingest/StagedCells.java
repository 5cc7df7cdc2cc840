package org.wattledger.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.columnfiles.ColumnReading;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * The rows of one staged file as cells, without a query: to plan one takes longer than to read what
 * is few. A cell is a text, a whole number (instants in microseconds since the epoch), a double, or
 * null for none.
 */
final class StagedCells implements Closeable {

  private static final long ABSENT = Long.MIN_VALUE;

  private final ColumnReading file;
  private final List<IntFunction<Object>> columns = new ArrayList<>();

  private StagedCells(ColumnReading file, List<Field> fields) {
    this.file = file;
    fields.forEach(field -> columns.add(column(field)));
  }

  /** All columns of a table. */
  static StagedCells of(Scratch scratch, String name, Table table) throws IOException {
    return new StagedCells(open(scratch, name), table.fields());
  }

  /** All columns of some row groups. */
  static StagedCells of(Scratch scratch, String name, Table table, BitSet groups)
      throws IOException {
    return new StagedCells(open(scratch, name).only(groups), table.fields());
  }

  /** To take columns from. */
  static ColumnReading open(Scratch scratch, String name) throws IOException {
    return new ColumnReading(
        ParquetFileReader.open(
            scratch.input(name), HadoopReadOptions.builder(scratch.settings()).build()));
  }

  private IntFunction<Object> column(Field field) {
    if (field.type().equals(DataTypes.StringType)) {
      String[] texts = file.texts(field.name()).values();
      return row -> texts[row];
    }
    if (field.type().equals(DataTypes.DoubleType)) {
      double[] numbers = file.doubles(field.name()).values();
      return row -> Double.isNaN(numbers[row]) ? null : (Object) numbers[row];
    }
    long[] numbers = file.longs(field.name(), ABSENT).values();
    return row -> numbers[row] == ABSENT ? null : (Object) numbers[row];
  }

  /** Reads on; returns how many rows there are now, 0 at the end. */
  int next() throws IOException {
    return file.next();
  }

  /** The number of the row group of these rows. */
  int group() {
    return file.group();
  }

  /** One of the rows that were read last. */
  Object[] row(int row) {
    Object[] cells = new Object[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(row, i);
    }
    return cells;
  }

  /** One cell of them, by the place of its column in the table. */
  Object cell(int row, int column) {
    return columns.get(column).apply(row);
  }

  /** All rows of a file of few. */
  static List<Object[]> all(Scratch scratch, String name, Table table) throws IOException {
    List<Object[]> rows = new ArrayList<>();
    try (StagedCells cells = of(scratch, name, table)) {
      for (int size = cells.next(); size > 0; size = cells.next()) {
        for (int row = 0; row < size; row++) {
          rows.add(cells.row(row));
        }
      }
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
