package org.wattledger.attribution;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.wattledger.schema.Field;
import org.wattledger.schema.Unit;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The thin adapter between Spark's Parquet reader and the kernels: canonical requests as columnar
 * batches, without a row in between. Only the columns that a pass asks for are read.
 */
final class RequestBatches {

  /** xxhash64 of the request id, written by staging. */
  static final Field ID_HASH =
      new Field("id_hash", DataTypes.LongType, false, Unit.NONE, "xxhash64 of the request id");

  private RequestBatches() {}

  /** What a pass does with the batches of one task. */
  @FunctionalInterface
  interface Pass<T> extends Serializable {
    Iterator<T> over(Iterator<RequestBatch> batches) throws Exception;
  }

  /**
   * Runs a pass over all requests.
   *
   * @param isPlain no row of this input may have to be passed over as a repeat
   * @param isFew all rows are one task's, in however many files they lie
   */
  static <T> JavaRDD<T> map(
      Dataset<Row> requests, Field[] fields, boolean isPlain, boolean isFew, Pass<T> pass) {
    Column[] columns = Arrays.stream(fields).map(Field::column).toArray(Column[]::new);
    SparkPlan scan = scanOf(requests.select(columns));
    HashMap<String, Integer> ordinals = new HashMap<>();
    for (Attribute attribute : CollectionConverters.asJava(scan.output())) {
      ordinals.put(attribute.name(), ordinals.size());
    }
    JavaRDD<ColumnarBatch> read = scan.executeColumnar().toJavaRDD();
    return (isFew ? read.coalesce(1) : read)
        .mapPartitions(batches -> pass.over(reading(batches, ordinals, isPlain)));
  }

  private static Iterator<RequestBatch> reading(
      Iterator<ColumnarBatch> batches, Map<String, Integer> ordinals, boolean isPlain) {
    RequestBatch reused = new RequestBatch(ordinals, new RequestBatch.TaskNames(), isPlain);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public RequestBatch next() {
        return reused.read(batches.next());
      }
    };
  }

  private static SparkPlan scanOf(Dataset<Row> requests) {
    SparkPlan plan = requests.queryExecution().executedPlan();
    Iterable<SparkPlan> leaves = CollectionConverters.asJava(plan.collectLeaves());
    for (SparkPlan leaf : leaves) {
      if (leaf.supportsColumnar()) {
        return leaf;
      }
    }
    throw new IllegalStateException(
        "Canonical requests are not read in columnar batches (plan: "
            + plan.nodeName()
            + "); set spark.sql.parquet.enableVectorizedReader=true");
  }
}
