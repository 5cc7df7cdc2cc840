package org.wattledger.testing;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Compares rows with the assertions of spark-testing-base. Order, comments and nullability of
 * columns do not count; their names, types and order do.
 */
public final class DatasetAssert {

  private final Dataset<Row> actual;

  private DatasetAssert(Dataset<Row> actual) {
    this.actual = actual;
  }

  public static DatasetAssert assertThat(Dataset<Row> actual) {
    return new DatasetAssert(actual);
  }

  /** The same rows, each as often. */
  public void hasTheRowsOf(Dataset<Row> expected) {
    comparison().assertDataFrameNoOrderEquals(bare(expected), bare(actual));
  }

  /**
   * The same rows, except that floating-point numbers may be off by the tolerance. Rows are paired
   * by their other columns, which must tell them apart.
   */
  public void hasNearlyTheRowsOf(Dataset<Row> expected, double tolerance) {
    comparison()
        .assertDataFrameApproximateEquals(
            inOrder(bare(expected)), inOrder(bare(actual)), tolerance);
  }

  private SharedComparison comparison() {
    return new SharedComparison(actual.sparkSession());
  }

  private static Dataset<Row> bare(Dataset<Row> rows) {
    StructField[] fields =
        Arrays.stream(rows.schema().fields())
            .map(field -> DataTypes.createStructField(field.name(), field.dataType(), true))
            .toArray(StructField[]::new);
    return rows.sparkSession().createDataFrame(rows.toJavaRDD(), new StructType(fields));
  }

  private static Dataset<Row> inOrder(Dataset<Row> rows) {
    Column[] keys =
        Arrays.stream(rows.schema().fields())
            .filter(field -> field.dataType() != DataTypes.DoubleType)
            .filter(field -> field.dataType() != DataTypes.FloatType)
            .map(field -> rows.col(field.name()))
            .toArray(Column[]::new);
    return rows.coalesce(1).sortWithinPartitions(keys);
  }

  /** The library's suite base on our session: no Hive, no Iceberg, no context of its own. */
  private static final class SharedComparison extends JavaDatasetSuiteBase {

    private static final long serialVersionUID = 1L;

    private final transient SparkSession session;

    SharedComparison(SparkSession session) {
      this.session = session;
    }

    @Override
    public SparkSession spark() {
      return session;
    }

    @Override
    public boolean enableHiveSupport() {
      return false;
    }

    @Override
    public boolean enableIcebergSupport() {
      return false;
    }
  }
}
