package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.broadcast;
import static org.wattledger.staging.StagedColumns.BLOCK_START;
import static org.wattledger.staging.StagedColumns.FILE;
import static org.wattledger.staging.StagedColumns.RECORD_ID;
import static org.wattledger.staging.StagedColumns.SOURCE;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.staging.Verdict;

/**
 * How many records each block of each input file held, from which follow the exact record numbers.
 * A file is read in blocks; inside one the record ids are consecutive. So a record's number is the
 * count of records in the file's earlier blocks, plus its place in its own, plus one.
 */
final class RecordBlocks {

  private static final String FIRST_RECORD_ID = "first_record_id";
  private static final String RECORDS_BEFORE = "records_before";
  private static final StructType OFFSETS =
      new StructType()
          .add(SOURCE.name(), DataTypes.StringType)
          .add(FILE.name(), DataTypes.StringType)
          .add(BLOCK_START.name(), DataTypes.LongType)
          .add(FIRST_RECORD_ID, DataTypes.LongType)
          .add(RECORDS_BEFORE, DataTypes.LongType);

  /** A file of a source. */
  record SourceFile(String source, String file) implements Comparable<SourceFile> {
    @Override
    public int compareTo(SourceFile other) {
      int bySource = source.compareTo(other.source);
      return bySource != 0 ? bySource : file.compareTo(other.file);
    }
  }

  private static final class Block {
    private final Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    private long firstRecordId = Long.MAX_VALUE;
    private long lastRecordId = Long.MIN_VALUE;

    private void add(Verdict verdict, long count) {
      counts.merge(verdict, count, Long::sum);
    }

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
      for (Verdict verdict : Verdict.values()) {
        block.add(verdict, count.byVerdict()[verdict.ordinal()]);
      }
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
    return blocks(file).values().stream()
        .mapToLong(block -> block.counts.getOrDefault(verdict, 0L))
        .sum();
  }

  private TreeMap<Long, Block> blocks(SourceFile file) {
    return blocksByFile.getOrDefault(file, new TreeMap<>());
  }

  /** The rows with {@code position} in place of block and record id. */
  Dataset<Row> withPositions(Dataset<Row> rows) {
    Dataset<Row> offsets = rows.sparkSession().createDataFrame(offsets(), OFFSETS);
    Column position =
        offsets
            .col(RECORDS_BEFORE)
            .plus(rows.col(RECORD_ID.name()))
            .minus(offsets.col(FIRST_RECORD_ID))
            .plus(1);
    return rows.join(
            broadcast(offsets),
            rows.col(SOURCE.name())
                .equalTo(offsets.col(SOURCE.name()))
                .and(rows.col(FILE.name()).equalTo(offsets.col(FILE.name())))
                .and(rows.col(BLOCK_START.name()).equalTo(offsets.col(BLOCK_START.name()))),
            "inner")
        .withColumn(CanonicalTables.POSITION.name(), position)
        .drop(offsets.col(SOURCE.name()))
        .drop(offsets.col(FILE.name()));
  }

  private List<Row> offsets() {
    List<Row> offsets = new ArrayList<>();
    blocksByFile.forEach(
        (file, blocks) -> {
          long before = 0;
          for (Map.Entry<Long, Block> block : blocks.entrySet()) {
            offsets.add(
                RowFactory.create(
                    file.source(),
                    file.file(),
                    block.getKey(),
                    block.getValue().firstRecordId,
                    before));
            before += block.getValue().records();
          }
        });
    return offsets;
  }
}
