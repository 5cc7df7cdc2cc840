package org.wattledger.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/** One row per good request: the dynamic energy that it truly caused on its unit. */
final class RequestTruth {

  private static final StructType SCHEMA =
      new StructType()
          .add("request_id", DataTypes.StringType)
          .add("unit_id", DataTypes.StringType)
          .add("true_active_mj", DataTypes.DoubleType);

  /**
   * @param work request id and what it asked of its unit
   * @param caps of the units that reached their limit, by unit
   */
  static void write(
      ParquetFiles parquet,
      JavaRDD<Tuple2<String, PhaseWork>> work,
      List<ServingUnit> units,
      Map<Integer, PowerCap> caps,
      Path folder) {
    String[] unitIds = units.stream().map(ServingUnit::unitId).toArray(String[]::new);
    PowerCap none = PowerCap.none();
    Broadcast<Map<Integer, PowerCap>> capsOfUnits =
        JavaSparkContext.fromSparkContext(work.context()).broadcast(caps);
    JavaRDD<Row> rows =
        work.map(
            request -> {
              PhaseWork asked = request._2();
              PowerCap cap = capsOfUnits.value().getOrDefault(asked.unit(), none);
              return RowFactory.create(request._1(), unitIds[asked.unit()], asked.activeMj(cap));
            });
    parquet.write(parquet.session().createDataFrame(rows, SCHEMA), folder);
    capsOfUnits.destroy();
  }

  private RequestTruth() {}
}
