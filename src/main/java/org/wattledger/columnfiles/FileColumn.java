package org.wattledger.columnfiles;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.PrimitiveType;

/** A column of a file that is being written: gathers the values of a page, then encodes it. */
abstract class FileColumn {

  private final ColumnDescriptor descriptor;
  private final ColumnFile file;
  private final ColumnChunk chunk;
  private final boolean isRequired;

  /** The rows of the open page. Subclasses keep the values of those that have one. */
  final Presence presence = new Presence();

  FileColumn(ColumnDescriptor descriptor, ColumnFile file) {
    this.descriptor = descriptor;
    this.file = file;
    this.chunk = file.chunk(descriptor);
    this.isRequired = descriptor.getMaxDefinitionLevel() == 0;
  }

  /** Writes the values of the open page and forgets them. */
  abstract Encoding encode(PageBytes into);

  /** Least and greatest value of the page that was encoded last; it had at least one. */
  abstract void describe(Statistics<?> statistics);

  /** Writes the values that the ids of this row group's pages refer to, and says how many. */
  int dictionary(PageBytes into) {
    return 0;
  }

  final int roomInPage() {
    return file.layout().pageRows() - presence.rows();
  }

  final void endPageIfFull(long plainBytes) {
    if (roomInPage() == 0 || plainBytes >= file.layout().pageBytes()) {
      endPage();
    }
  }

  /** Rows of the row group that is being filled. */
  final long rows() {
    return chunk.rows() + presence.rows();
  }

  final long bytes() {
    return chunk.bytes();
  }

  final void endChunk(ParquetFileWriter writer) throws IOException {
    endPage();
    PageBytes page = file.scratch();
    int dictionaryValues = dictionary(page);
    chunk.writeTo(writer, page, dictionaryValues);
  }

  final void endPage() {
    int rows = presence.rows();
    if (rows == 0) {
      return;
    }
    int nulls = presence.nulls();
    if (isRequired && nulls > 0) {
      throw new IllegalStateException(
          "Column %s is required, but %d of %d rows have no value"
              .formatted(descriptor.getPath()[0], nulls, rows));
    }
    PageBytes page = file.scratch();
    if (!isRequired) {
      presence.writeTo(page);
    }
    Encoding encoding = encode(page);
    Statistics<?> statistics = Statistics.createStats(type());
    statistics.setNumNulls(nulls);
    if (nulls < rows) {
      describe(statistics);
    }
    chunk.add(page, rows, encoding, statistics);
    presence.clear();
  }

  private PrimitiveType type() {
    return descriptor.getPrimitiveType();
  }
}
