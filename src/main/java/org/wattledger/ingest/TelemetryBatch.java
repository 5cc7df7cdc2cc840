package org.wattledger.ingest;

import java.util.HashMap;
import java.util.Map;
import org.wattledger.columnfiles.ColumnReading;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.sources.LongCells;
import org.wattledger.staging.StagedColumns;

/** Some accepted samples of one file, as arrays; filled anew by the next one. */
public final class TelemetryBatch {

  private final RecordBlocks.Positions positions;
  private final Map<String, String[]> texts = new HashMap<>();
  private final Map<String, double[]> doubles = new HashMap<>();
  private final long[] sampledAtUs;
  private final long[] energyMj;
  private final long[] blockStart;
  private final long[] recordId;
  private String lastSource;
  private String lastFile;
  private long lastBlock;
  private long lessId;
  int rows;

  TelemetryBatch(ColumnReading file, RecordBlocks.Positions positions) {
    this.positions = positions;
    for (Field field : CanonicalTables.STAGED_TELEMETRY.fields()) {
      if (field.type().typeName().equals("string")) {
        texts.put(field.name(), file.texts(field.name()).values());
      } else if (field.type().typeName().equals("double")) {
        doubles.put(field.name(), file.doubles(field.name()).values());
      }
    }
    this.sampledAtUs = longs(file, CanonicalTables.SAMPLED_AT);
    this.energyMj = longs(file, CanonicalTables.ENERGY_MJ);
    this.blockStart = longs(file, StagedColumns.BLOCK_START);
    this.recordId = longs(file, StagedColumns.RECORD_ID);
  }

  private static long[] longs(ColumnReading file, Field field) {
    return file.longs(field.name(), LongCells.ABSENT).values();
  }

  public int rows() {
    return rows;
  }

  /** A column of text by row; null: none. */
  public String[] texts(Field field) {
    return texts.get(field.name());
  }

  /** A column of amounts by row; NaN: none. */
  public double[] doubles(Field field) {
    return doubles.get(field.name());
  }

  /** By row, microseconds since 1970. */
  public long[] sampledAtUs() {
    return sampledAtUs;
  }

  /** By row; {@link LongCells#ABSENT}: none. */
  public long[] energyMj() {
    return energyMj;
  }

  /** Record number in its file, the first is 1. */
  public long position(int row) {
    String source = texts(StagedColumns.SOURCE)[row];
    String file = texts(StagedColumns.FILE)[row];
    if (source != lastSource || file != lastFile || blockStart[row] != lastBlock) {
      // Rows of a block follow each other, with the same texts.
      lastSource = source;
      lastFile = file;
      lastBlock = blockStart[row];
      lessId = positions.of(source, file, lastBlock, 0);
    }
    return recordId[row] + lessId;
  }
}
