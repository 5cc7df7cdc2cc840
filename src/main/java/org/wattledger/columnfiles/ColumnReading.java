package org.wattledger.columnfiles;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Some columns of a flat Parquet file, batch by batch, as arrays: for whom to plan a query takes
 * longer than to read the rows. A caller takes the columns that it wants, then goes on with {@link
 * #next} until there are no more rows.
 *
 * <p>Not for several threads at once.
 */
public final class ColumnReading implements Closeable {

  private static final int BATCH_ROWS = 8_192;

  private final ParquetFileReader file;
  private final MessageType schema;
  private final List<Type> wanted = new ArrayList<>();
  private final List<ReadColumn> columns = new ArrayList<>();
  private ColumnReader[] readers;
  private IntPredicate isWanted = unused -> true;
  private int group = -1;
  private long left;

  /**
   * @param file at its first row group; closed with this
   */
  public ColumnReading(ParquetFileReader file) {
    this.file = file;
    this.schema = file.getFileMetaData().getSchema();
  }

  /**
   * Takes a column of whole numbers.
   *
   * @param absent what stands in the array where a row has no value
   */
  public ReadLongs longs(String name, long absent) {
    PrimitiveType type = schema.getType(name).asPrimitiveType();
    boolean isWhole =
        type.getPrimitiveTypeName() == PrimitiveTypeName.INT64
            || type.getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    return take(type, isWhole, new ReadLongs(BATCH_ROWS, absent));
  }

  /** Takes a column of numbers that need not be whole. */
  public ReadDoubles doubles(String name) {
    PrimitiveType type = schema.getType(name).asPrimitiveType();
    boolean isDouble = type.getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE;
    return take(type, isDouble, new ReadDoubles(BATCH_ROWS));
  }

  /** Takes a column of text. */
  public ReadTexts texts(String name) {
    PrimitiveType type = schema.getType(name).asPrimitiveType();
    boolean isText = type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    return take(type, isText, new ReadTexts(BATCH_ROWS));
  }

  /**
   * Passes over all row groups but some.
   *
   * @param groups their numbers, the first is 0
   */
  public ColumnReading only(BitSet groups) {
    isWanted = groups::get;
    return this;
  }

  /** The number of the row group that the rows read last are of; the first is 0. */
  public int group() {
    return group;
  }

  private <C extends ReadColumn> C take(PrimitiveType type, boolean fits, C column) {
    if (!fits) {
      throw new IllegalArgumentException("Column %s is not of this type".formatted(type));
    }
    wanted.add(type);
    columns.add(column);
    return column;
  }

  /**
   * Reads the next rows of the columns that were taken into their arrays.
   *
   * @return how many rows; 0 after the last
   */
  public int next() throws IOException {
    while (left == 0) {
      if (group < 0) {
        file.setRequestedSchema(new MessageType(schema.getName(), wanted));
      }
      group++;
      if (!isWanted.test(group) && group < file.getRowGroups().size()) {
        file.skipNextRowGroup();
        continue;
      }
      PageReadStore pages = file.readNextRowGroup();
      if (pages == null) {
        return 0;
      }
      open(pages);
    }
    int rows = (int) Math.min(BATCH_ROWS, left);
    for (int i = 0; i < readers.length; i++) {
      columns.get(i).read(readers[i], rows);
    }
    left -= rows;
    return rows;
  }

  private void open(PageReadStore pages) {
    MessageType requested = new MessageType(schema.getName(), wanted);
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(
            pages, new Cells(columns), requested, file.getFileMetaData().getCreatedBy());
    readers =
        requested.getColumns().stream().map(store::getColumnReader).toArray(ColumnReader[]::new);
    left = pages.getRowCount();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Where Parquet's reader puts the cells of a row. */
  private static final class Cells extends GroupConverter {

    private final List<ReadColumn> columns;

    Cells(List<ReadColumn> columns) {
      this.columns = columns;
    }

    @Override
    public Converter getConverter(int fieldIndex) {
      return columns.get(fieldIndex);
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
