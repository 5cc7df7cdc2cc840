package org.wattledger.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Table;
import org.wattledger.staging.StagedColumns;
import org.wattledger.staging.Verdict;

/**
 * Judged rows of one kind on scratch storage: Parquet, zstd, INT64 microseconds, one folder per
 * verdict.
 */
final class StagedFiles {

  /** Values that hardly repeat: a dictionary would only be built and thrown away. */
  private static final List<String> NO_DICTIONARY =
      List.of(
          CanonicalTables.REQUEST_ID.name(),
          "id_hash",
          "record_id",
          CanonicalTables.STARTED_AT.name(),
          CanonicalTables.ENDED_AT.name(),
          CanonicalTables.FIRST_TOKEN_AT.name());

  private static final Map<String, String> OPTIONS = options();

  /** The verdict decides who reads the files below. */
  private static final String[] FOLDERS = {StagedColumns.VERDICT.name()};

  private final SparkSession session;
  private final String directory;
  private final Table table;

  StagedFiles(SparkSession session, String directory, Table table) {
    this.session = session;
    this.directory = directory;
    this.table = table;
  }

  /** Adds the judged rows of one source. */
  void add(Dataset<Row> judgedRows) {
    write(judgedRows, directory, FOLDERS);
  }

  /** Makes sure that the folder of accepted rows exists and has a schema, even without rows. */
  void close() throws IOException {
    Path accepted = new Path(acceptedDirectory());
    if (!accepted.getFileSystem(session.sparkContext().hadoopConfiguration()).exists(accepted)) {
      Dataset<Row> none = session.createDataFrame(List.<Row>of(), table.schema()).drop(FOLDERS);
      write(none, accepted.toString(), new String[0]);
    }
  }

  String acceptedDirectory() {
    return directory + "/" + StagedColumns.VERDICT.name() + "=" + Verdict.ACCEPTED.label();
  }

  /** All judged rows, read under {@code reader}. */
  Dataset<Row> rows(SparkSession reader) {
    return reader.read().schema(table.schema()).parquet(directory);
  }

  Dataset<Row> rows(SparkSession reader, Verdict verdict) {
    return rows(reader).where(StagedColumns.VERDICT.column().equalTo(verdict.label()));
  }

  /** Writes rows as every scratch file is written; {@code folders} become folder levels. */
  static void write(Dataset<Row> rows, String directory, String[] folders) {
    rows.write().mode(SaveMode.Append).options(OPTIONS).partitionBy(folders).parquet(directory);
  }

  private static Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    options.put("compression", "zstd");
    options.put("parquet.compression.codec.zstd.level", "1");
    options.put("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
    for (String column : NO_DICTIONARY) {
      options.put("parquet.enable.dictionary#" + column, "false");
    }
    return options;
  }
}
