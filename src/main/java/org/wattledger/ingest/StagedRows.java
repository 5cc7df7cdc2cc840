package org.wattledger.ingest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Table;
import org.wattledger.staging.StagedColumns;
import org.wattledger.staging.StagedRecords;

/**
 * The records of one kind as they were staged.
 *
 * @param blocks what became of their records
 * @param columns how the records of each source fill their columns
 * @param files names of their files on scratch storage, refused rows apart
 * @param repeatedHashes how many hashes of ids several accepted rows share
 * @param fewRepeated these hashes, sorted, if they are no more than {@link RepeatedHashes#FEW}
 */
record StagedRows(
    SourceKind kind,
    SparkSession session,
    Scratch scratch,
    RecordBlocks blocks,
    List<ColumnCounts> columns,
    List<String> files,
    long repeatedHashes,
    long[] fewRepeated) {

  /** One row per hash that several accepted rows share. */
  static final Table REPEATED =
      new Table(
          "repeated_hashes",
          "one row per hash that several accepted requests share",
          List.of(),
          List.of(StagedColumns.ID_HASH));

  /** All accepted rows, read under {@code reader}; requests with their hour of start. */
  Dataset<Row> accepted(SparkSession reader) {
    return read(reader, StagedRecords.accepted(kind), Scratch.ACCEPTED);
  }

  List<String> acceptedFiles() {
    return files.stream().filter(file -> file.startsWith(Scratch.ACCEPTED + "/")).toList();
  }

  List<String> rejectedFiles() {
    return files.stream().filter(file -> file.startsWith(Scratch.REJECTED + "/")).toList();
  }

  /** All accepted rows as cells in their columns, of kinds that have few. */
  List<Object[]> acceptedCells() throws IOException {
    List<Object[]> rows = new ArrayList<>();
    for (String file : acceptedFiles()) {
      rows.addAll(StagedCells.all(scratch, file, StagedRecords.accepted(kind)));
    }
    return rows;
  }

  Dataset<Row> repeated() {
    return read(session, REPEATED, Scratch.REPEATED);
  }

  String acceptedDirectory() {
    return scratch.path(Scratch.ACCEPTED);
  }

  private Dataset<Row> read(SparkSession reader, Table table, String folder) {
    return reader.read().schema(table.schema()).parquet(scratch.path(folder));
  }
}
