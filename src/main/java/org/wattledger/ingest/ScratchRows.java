package org.wattledger.ingest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.wattledger.schema.CanonicalTables;

/** Rows that Spark writes on scratch storage: Parquet, zstd, INT64 microseconds. */
final class ScratchRows {

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

  private ScratchRows() {}

  /** Writes rows; {@code folders} become folder levels. */
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
