package org.wattledger.columnfiles;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A Parquet file that is written column by column from arrays: flat, zstd, with statistics and page
 * indexes. A caller takes the columns that it fills, appends the same number of values to each, and
 * says {@link #endBatch}; the others are null. Pages are compressed as soon as they are full, so a
 * writer holds little more than one compressed row group.
 *
 * <p>Not for several threads at once.
 */
public final class ColumnFile implements Closeable {

  private final ParquetFileWriter writer;
  private final MessageType schema;
  private final FileLayout layout;
  private final FileColumn[] columns;
  private final PageBytes scratch = new PageBytes();
  private final PageCompressor compressor = new PageCompressor();
  private long groupRows;
  private long writtenRows;

  private ColumnFile(ParquetFileWriter writer, MessageType schema, FileLayout layout) {
    this.writer = writer;
    this.schema = schema;
    this.layout = layout;
    this.columns = new FileColumn[schema.getColumns().size()];
  }

  /** Loads what compresses pages: the first file of a process would wait for it. */
  public static void prepare() {
    new PageCompressor().close();
  }

  /**
   * Begins a file; one of the same name is replaced.
   *
   * @param schema flat: each column required or optional, none repeated or nested
   */
  public static ColumnFile create(OutputFile file, MessageType schema, FileLayout layout)
      throws IOException {
    if (schema.getColumns().size() != schema.getFieldCount()
        || schema.getColumns().stream().anyMatch(column -> column.getMaxRepetitionLevel() > 0)) {
      throw new IllegalArgumentException("Only flat tables are written by columns: " + schema);
    }
    ParquetFileWriter writer =
        new ParquetFileWriter(
            file,
            schema,
            ParquetFileWriter.Mode.OVERWRITE,
            ParquetWriter.DEFAULT_BLOCK_SIZE,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT);
    writer.start();
    return new ColumnFile(writer, schema, layout);
  }

  /**
   * @param absent what stands in the arrays where a row has no value
   */
  public LongColumn longs(String name, long absent) {
    return take(
        name,
        PrimitiveTypeName.INT64,
        (descriptor, file) -> new LongColumn(descriptor, file, absent));
  }

  /**
   * @param absent what stands in the arrays where a row has no value
   */
  public IntColumn ints(String name, int absent) {
    return take(
        name,
        PrimitiveTypeName.INT32,
        (descriptor, file) -> new IntColumn(descriptor, file, absent));
  }

  public DoubleColumn doubles(String name) {
    return take(name, PrimitiveTypeName.DOUBLE, DoubleColumn::new);
  }

  public BooleanColumn booleans(String name) {
    return take(name, PrimitiveTypeName.BOOLEAN, BooleanColumn::new);
  }

  public NameColumn names(String name) {
    return names(name, new NameTable());
  }

  /** A column of names that may be known from other files already. */
  public NameColumn names(String name, NameTable known) {
    return take(
        name,
        PrimitiveTypeName.BINARY,
        (descriptor, file) -> new NameColumn(descriptor, file, known));
  }

  public TextColumn texts(String name) {
    return take(name, PrimitiveTypeName.BINARY, TextColumn::new);
  }

  /** Says that each column that was taken has got so many values more. */
  public void endBatch(int rows) throws IOException {
    groupRows += rows;
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] == null) {
        columns[i] = new AbsentColumn(schema.getColumns().get(i), this);
      }
      if (columns[i] instanceof AbsentColumn absent) {
        absent.append(rows);
      }
      if (columns[i].rows() != groupRows) {
        throw new IllegalStateException(
            "Column %s has %d rows of this row group, the file has %d"
                .formatted(schema.getFieldName(i), columns[i].rows(), groupRows));
      }
    }
    if (groupRows >= layout.groupRows() || bufferedBytes() >= layout.groupBytes()) {
      endRowGroup();
    }
  }

  /** Rows of all finished batches. */
  public long rows() {
    return writtenRows + groupRows;
  }

  /** Compressed bytes that wait in memory for the end of their row group. */
  public long bufferedBytes() {
    return Arrays.stream(columns).mapToLong(column -> column == null ? 0 : column.bytes()).sum();
  }

  /** Ends the row group early, for a caller that needs the memory for other files. */
  public void endRowGroup() throws IOException {
    if (groupRows == 0) {
      return;
    }
    writer.startBlock(groupRows);
    for (FileColumn column : columns) {
      column.endChunk(writer);
    }
    writer.endBlock();
    writtenRows += groupRows;
    groupRows = 0;
  }

  /**
   * Ends the file. One that is closed without this has no footer and is no Parquet file.
   *
   * @param metadata goes into the footer
   */
  public void finish(Map<String, String> metadata) throws IOException {
    endRowGroup();
    writer.end(metadata);
  }

  @Override
  public void close() throws IOException {
    compressor.close();
    writer.close();
  }

  FileLayout layout() {
    return layout;
  }

  ColumnChunk chunk(ColumnDescriptor descriptor) {
    return new ColumnChunk(descriptor, compressor);
  }

  /** An empty page to fill. */
  PageBytes scratch() {
    scratch.clear();
    return scratch;
  }

  private <C extends FileColumn> C take(
      String name, PrimitiveTypeName type, BiFunction<ColumnDescriptor, ColumnFile, C> column) {
    int index = schema.getFieldIndex(name);
    ColumnDescriptor descriptor = schema.getColumns().get(index);
    if (descriptor.getPrimitiveType().getPrimitiveTypeName() != type) {
      throw new IllegalArgumentException(
          "Column %s is %s, not %s".formatted(name, descriptor.getPrimitiveType(), type));
    }
    if (columns[index] != null) {
      throw new IllegalStateException("Column " + name + " was taken before");
    }
    C taken = column.apply(descriptor, this);
    columns[index] = taken;
    return taken;
  }
}
