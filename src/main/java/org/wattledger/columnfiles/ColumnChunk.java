package org.wattledger.columnfiles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The finished pages of one column in the row group that is being filled, compressed. */
final class ColumnChunk {

  /** A page as it goes into the file; rows and values without nulls are told by its statistics. */
  private record Page(
      byte[] compressed, int plainSize, int rows, Encoding encoding, Statistics<?> statistics) {}

  private final ColumnDescriptor descriptor;
  private final PageCompressor compressor;
  private final List<Page> pages = new ArrayList<>();
  private long rows;
  private long bytes;

  ColumnChunk(ColumnDescriptor descriptor, PageCompressor compressor) {
    this.descriptor = descriptor;
    this.compressor = compressor;
  }

  long rows() {
    return rows;
  }

  long bytes() {
    return bytes;
  }

  void add(PageBytes page, int pageRows, Encoding encoding, Statistics<?> statistics) {
    byte[] compressed = compressor.compress(page);
    pages.add(new Page(compressed, page.size(), pageRows, encoding, statistics));
    rows += pageRows;
    bytes += compressed.length;
  }

  /**
   * Writes the pages and forgets them.
   *
   * @param dictionary values that pages of ids refer to, in plain encoding; empty: no page does
   */
  void writeTo(ParquetFileWriter file, PageBytes dictionary, int dictionaryValues)
      throws IOException {
    file.startColumn(descriptor, rows, CompressionCodecName.ZSTD);
    if (dictionaryValues > 0) {
      file.writeDictionaryPage(
          new DictionaryPage(
              BytesInput.from(compressor.compress(dictionary)),
              dictionary.size(),
              dictionaryValues,
              Encoding.PLAIN));
    }
    for (Page page : pages) {
      file.writeDataPage(
          page.rows,
          page.plainSize,
          BytesInput.from(page.compressed),
          page.statistics,
          page.rows,
          Encoding.RLE,
          Encoding.RLE,
          page.encoding);
    }
    file.endColumn();
    pages.clear();
    rows = 0;
    bytes = 0;
  }
}
