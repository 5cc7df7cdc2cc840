package org.wattledger.ingest;

import static org.apache.spark.sql.functions.udf;
import static org.wattledger.staging.StagedColumns.BLOCK_START;
import static org.wattledger.staging.StagedColumns.FILE;
import static org.wattledger.staging.StagedColumns.RECORD_ID;
import static org.wattledger.staging.StagedColumns.SOURCE;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.staging.Verdict;

/**
 * How many records each block of each input file held, from which follow the exact record numbers.
 * A file is read in blocks; inside one the record ids are consecutive. So a record's number is the
 * count of records in the file's earlier blocks, plus its place in its own, plus one.
 */
final class RecordBlocks {

  /** A file of a source. */
  record SourceFile(String source, String file) implements Comparable<SourceFile>, Serializable {
    @Override
    public int compareTo(SourceFile other) {
      int bySource = source.compareTo(other.source);
      return bySource != 0 ? bySource : file.compareTo(other.file);
    }
  }

  private static final class Block {
    private final RecordTally tally = new RecordTally();
    private long firstRecordId = Long.MAX_VALUE;
    private long lastRecordId = Long.MIN_VALUE;

    private void span(long first, long last) {
      firstRecordId = Math.min(firstRecordId, first);
      lastRecordId = Math.max(lastRecordId, last);
    }

    private long records() {
      return lastRecordId - firstRecordId + 1;
    }
  }

  private final Map<SourceFile, TreeMap<Long, Block>> blocksByFile = new TreeMap<>();

  private RecordBlocks() {}

  /** Takes the blocks as the tasks that read them have counted. */
  static RecordBlocks of(List<BlockCount> counts) {
    RecordBlocks blocks = new RecordBlocks();
    for (BlockCount count : counts) {
      Block block = blocks.block(count.source(), count.file(), count.blockStart());
      block.tally.add(count.tally());
      block.span(count.firstRecordId(), count.lastRecordId());
    }
    return blocks;
  }

  private Block block(String source, String file, long blockStart) {
    return blocksByFile
        .computeIfAbsent(new SourceFile(source, file), unused -> new TreeMap<>())
        .computeIfAbsent(blockStart, unused -> new Block());
  }

  /** Records in the file, told by their ids, not by their verdicts. */
  long records(SourceFile file) {
    return blocks(file).values().stream().mapToLong(Block::records).sum();
  }

  long records(SourceFile file, Verdict verdict) {
    return blocks(file).values().stream().mapToLong(block -> block.tally.records(verdict)).sum();
  }

  /** In all files. */
  long records(Verdict verdict) {
    return blocksByFile.keySet().stream().mapToLong(file -> records(file, verdict)).sum();
  }

  /** What became of the records of a source, all its files together. */
  RecordTally tally(String source) {
    RecordTally tally = new RecordTally();
    blocksByFile.forEach(
        (file, blocks) -> {
          if (file.source().equals(source)) {
            blocks.values().forEach(block -> tally.add(block.tally));
          }
        });
    return tally;
  }

  private TreeMap<Long, Block> blocks(SourceFile file) {
    return blocksByFile.getOrDefault(file, new TreeMap<>());
  }

  /** The rows with {@code position} in place of block and record id. */
  Dataset<Row> withPositions(Dataset<Row> rows) {
    UserDefinedFunction position =
        udf((UDF4<String, String, Long, Long, Long>) positions()::of, DataTypes.LongType);
    return rows.withColumn(
            CanonicalTables.POSITION.name(),
            position.apply(
                SOURCE.column(), FILE.column(), BLOCK_START.column(), RECORD_ID.column()))
        .drop(BLOCK_START.name(), RECORD_ID.name());
  }

  /**
   * Record numbers, for tasks.
   *
   * @param lessIds by file and block: what a record's id lacks to be its number
   */
  record Positions(HashMap<SourceFile, HashMap<Long, Long>> lessIds) implements Serializable {

    long of(String source, String file, long blockStart, long recordId) {
      return recordId + lessIds.get(new SourceFile(source, file)).get(blockStart);
    }
  }

  /** The numbers of all records. */
  Positions positions() {
    return new Positions(offsets());
  }

  private HashMap<SourceFile, HashMap<Long, Long>> offsets() {
    HashMap<SourceFile, HashMap<Long, Long>> offsets = new HashMap<>();
    blocksByFile.forEach(
        (file, blocks) -> {
          HashMap<Long, Long> ofFile = new HashMap<>();
          long before = 0;
          for (Map.Entry<Long, Block> block : blocks.entrySet()) {
            ofFile.put(block.getKey(), before - block.getValue().firstRecordId + 1);
            before += block.getValue().records();
          }
          offsets.put(file, ofFile);
        });
    return offsets;
  }
}
