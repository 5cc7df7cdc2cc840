package org.wattledger.sources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/** The leaf of Spark's plan that reads raw columns of files, and where each stands in its rows. */
record FileScan(SparkPlan leaf, HashMap<String, Integer> ordinals) {

  /** Beside the raw columns: the path of the file, as a URI. */
  static final String FILE_PATH = "file_path";

  /** Beside the raw columns: first byte of the block of the file. */
  static final String BLOCK_START = "file_block_start";

  /** Of the raw columns that are named; null if the plan has not just one leaf. */
  static FileScan of(Dataset<Row> records, Collection<String> names) {
    List<Column> columns = new ArrayList<>();
    names.stream()
        .distinct()
        .sorted()
        .forEach(name -> columns.add(functions.col(RawRecords.quoted(name))));
    columns.add(functions.col(RawRecords.FILE_METADATA + "." + FILE_PATH));
    columns.add(functions.col(RawRecords.FILE_METADATA + "." + BLOCK_START));
    SparkPlan plan = records.select(columns.toArray(Column[]::new)).queryExecution().executedPlan();
    List<SparkPlan> leaves = CollectionConverters.asJava(plan.collectLeaves());
    if (leaves.size() != 1) {
      return null;
    }
    HashMap<String, Integer> ordinals = new HashMap<>();
    for (Attribute attribute : CollectionConverters.asJava(leaves.get(0).output())) {
      ordinals.put(attribute.name(), ordinals.size());
    }
    return new FileScan(leaves.get(0), ordinals);
  }

  /** Whether a raw column is called as one of the columns beside them. */
  static boolean isReserved(String name) {
    return name.equals(FILE_PATH) || name.equals(BLOCK_START);
  }
}
