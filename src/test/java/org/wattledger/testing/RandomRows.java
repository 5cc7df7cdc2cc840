package org.wattledger.testing;

import com.holdenkarau.spark.testing.DataframeGenerator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.scalacheck.Gen;
import org.scalacheck.rng.Seed;

/** Rows of any schema from spark-testing-base's generator; the same seed, the same rows. */
public final class RandomRows {

  private static final int TRIES = 100;

  private RandomRows() {}

  public static Dataset<Row> of(SparkSession session, StructType schema, int count, long seed) {
    Gen<Row> generator = DataframeGenerator.getRowGenerator(schema);
    List<Row> rows =
        LongStream.range(0, count)
            .mapToObj(i -> generator.pureApply(defaults(), Seed.apply(seed + i), TRIES))
            .toList();
    return session.createDataFrame(rows, schema);
  }

  /** Java cannot write the name of this method: it is one of its keywords. */
  private static Gen.Parameters defaults() {
    try {
      Object companion =
          Class.forName("org.scalacheck.Gen$Parameters$").getField("MODULE$").get(null);
      return (Gen.Parameters) companion.getClass().getMethod("default").invoke(companion);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("scalacheck has no default parameters", e);
    }
  }
}
