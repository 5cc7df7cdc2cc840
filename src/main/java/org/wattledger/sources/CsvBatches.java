package org.wattledger.sources;

import java.net.URI;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of CSV cells, as Spark parses them, in batches. */
final class CsvBatches extends RowBatches {

  private final CellBatch batch;
  private final FileNames fileNames;
  private final int malformed;
  private final RowCells cells = new RowCells();
  private UTF8String path;
  private String fileName;
  private long nextRecordId;

  /**
   * @param ordinals of the columns of a row, see {@link FileScan}
   */
  CsvBatches(
      Iterator<InternalRow> rows,
      CellBatch batch,
      Map<String, Integer> ordinals,
      FileNames fileNames) {
    super(rows, ordinals.get(FileScan.FILE_PATH), ordinals.get(FileScan.BLOCK_START));
    this.batch = batch;
    this.fileNames = fileNames;
    this.malformed = ordinals.get(RawRecords.MALFORMED_TEXT);
  }

  @Override
  void begin(InternalRow first) {
    batch.begin();
  }

  @Override
  boolean isFull() {
    return batch.isFull();
  }

  @Override
  void add(InternalRow row) {
    if (row.isNullAt(malformed)) {
      cells.row = row;
      batch.add(cells);
    } else {
      byte[] text = row.getUTF8String(malformed).getBytes();
      batch.addMalformed(text, text.length);
    }
  }

  @Override
  RecordColumns filled(UTF8String ofFile, long blockStart) {
    if (!ofFile.equals(path)) {
      path = ofFile;
      fileName = fileNames.of(new Path(URI.create(path.toString())));
    }
    long first = nextRecordId;
    nextRecordId += batch.rows();
    return batch.filled(fileName, blockStart, first);
  }
}
