package org.wattledger.fleet;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/** Requests and samples as datasets with the canonical columns, and the day of their folder. */
final class CanonicalRows {

  static Dataset<Row> requests(SparkSession spark, JavaRDD<RequestRow> rows) {
    return canonical(spark, rows.map(CanonicalRows::values), CanonicalTables.REQUESTS);
  }

  static Dataset<Row> samples(SparkSession spark, JavaRDD<SampleRow> rows) {
    return canonical(spark, rows.map(CanonicalRows::values), CanonicalTables.TELEMETRY);
  }

  /** Times travel as microseconds: a number is copied, an object would be converted. */
  private static Dataset<Row> canonical(SparkSession spark, JavaRDD<Row> rows, Table table) {
    List<StructField> fields = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (Field field : table.fields()) {
      boolean instant = field.type().equals(DataTypes.TimestampType);
      DataType type = instant ? DataTypes.LongType : field.type();
      fields.add(DataTypes.createStructField(field.name(), type, true));
      Column column = col(field.name());
      columns.add(instant ? timestamp_micros(column).as(field.name()) : column);
    }
    fields.add(DataTypes.createStructField(ParquetFiles.DAY, DataTypes.StringType, true));
    columns.add(col(ParquetFiles.DAY));
    return spark
        .createDataFrame(rows, new StructType(fields.toArray(new StructField[0])))
        .select(columns.toArray(new Column[0]));
  }

  private static Row values(RequestRow row) {
    return RowFactory.create(
        row.requestId(),
        row.startedAtUs(),
        row.endedAtUs(),
        row.firstTokenAtUs(),
        row.modelId(),
        row.teamId(),
        row.userId(),
        row.workflowId(),
        null,
        row.siteId(),
        row.unitId(),
        null,
        null,
        row.operation(),
        row.status(),
        row.promptTokens(),
        row.cachedPromptTokens(),
        row.outputTokens(),
        LocalDate.ofEpochDay(row.logDay()).toString());
  }

  private static Row values(SampleRow row) {
    return RowFactory.create(
        row.deviceId(),
        row.sampledAtUs(),
        row.energyMj(),
        row.powerW(),
        row.utilizationRatio(),
        row.nodeId(),
        row.unitId(),
        row.modelId(),
        row.siteId(),
        row.deviceModel(),
        SampleRow.DEVICE_KIND,
        LocalDate.ofEpochDay(row.day()).toString());
  }

  private CanonicalRows() {}
}
