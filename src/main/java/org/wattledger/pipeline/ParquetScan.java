package org.wattledger.pipeline;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The bare decoding of Parquet files, every column and nothing else: what any work on them is
 * measured against.
 */
public final class ParquetScan {

  private ParquetScan() {}

  /** Decodes everything below a path and returns the number of rows. */
  public static long rows(SparkSession session, String path) {
    SparkPlan plan = session.read().parquet(path).queryExecution().executedPlan();
    for (SparkPlan leaf : CollectionConverters.asJava(plan.collectLeaves())) {
      if (leaf.supportsColumnar()) {
        return leaf.executeColumnar()
            .toJavaRDD()
            .mapPartitions(ParquetScan::count)
            .reduce(Long::sum);
      }
    }
    throw new IllegalStateException("No columnar scan of " + path + "; is it Parquet?");
  }

  private static Iterator<Long> count(Iterator<ColumnarBatch> batches) {
    long rows = 0;
    while (batches.hasNext()) {
      rows += batches.next().numRows();
    }
    return List.of(rows).iterator();
  }
}
