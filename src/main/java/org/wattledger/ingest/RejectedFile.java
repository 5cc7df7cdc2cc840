package org.wattledger.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.columnfiles.LongColumn;
import org.wattledger.columnfiles.NameColumn;
import org.wattledger.columnfiles.TextColumn;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RecordColumns;
import org.wattledger.staging.RefusalDigest;
import org.wattledger.staging.RejectReason;
import org.wattledger.staging.StagedColumns;

/** The refused records that one task has met: where each stood, why, and its digest. */
final class RejectedFile implements Closeable {

  private final String name;
  private final Scratch.Shape shape;
  private final ColumnFile file;
  private final NameColumn source;
  private final NameColumn inputFile;
  private final LongColumn blockStart;
  private final LongColumn recordId;
  private final NameColumn reason;
  private final TextColumn digest;
  private final Map<String, Integer> inputFiles = new HashMap<>();
  private final RefusalDigest digests = new RefusalDigest();
  private final long[] one = new long[1];

  RejectedFile(String name, Scratch.Shape shape, ColumnFile file, String sourceName) {
    this.name = name;
    this.shape = shape;
    this.file = file;
    source = file.names(StagedColumns.SOURCE.name());
    inputFile = file.names(StagedColumns.FILE.name());
    blockStart = file.longs(StagedColumns.BLOCK_START.name(), LongCells.ABSENT);
    recordId = file.longs(StagedColumns.RECORD_ID.name(), LongCells.ABSENT);
    reason = file.names(StagedColumns.REASON.name());
    digest = file.texts(StagedColumns.DIGEST.name());
    source.define(sourceName.getBytes(UTF_8));
    for (RejectReason each : RejectReason.values()) {
      reason.define(each.name().getBytes(UTF_8));
    }
  }

  void append(RecordColumns batch, int row, RejectReason why) throws IOException {
    source.append(0, 1);
    inputFile.append(
        inputFiles.computeIfAbsent(batch.file(), text -> inputFile.define(text.getBytes(UTF_8))),
        1);
    one[0] = batch.blockStart();
    blockStart.append(one, 1);
    one[0] = batch.recordId(row);
    recordId.append(one, 1);
    reason.append(why.ordinal(), 1);
    byte[] digits = digests.of(batch, row);
    digest.append(digits, 0, digits.length);
    file.endBatch(1);
  }

  /** Ends the file; returns its name. */
  String finish() throws IOException {
    file.finish(shape.footer());
    file.close();
    return name;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
