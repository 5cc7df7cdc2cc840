package org.wattledger.report;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.format_string;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.xxhash64;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Json;
import org.wattledger.publication.PublishedDay;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/**
 * A warehouse of the size that a report must carry: 31 days, 200 models on three sites, 2,000 teams
 * of five models each. Its numbers are hashes, except that every balance adds up.
 */
final class LargeWarehouse {

  static final LocalDate FIRST = LocalDate.of(2026, 10, 1);
  static final int DAYS = 31;

  private static final int MODELS = 200;
  private static final int TEAMS = 2_000;
  private static final int MODELS_OF_A_TEAM = 5;
  private static final List<String> SITES = List.of("eu-north-1a", "us-east-2b", "ap-south-1c");
  private static final long MOST_MJ = 400_000_000L;

  private final SparkSession spark;
  private final Path warehouse;

  private LargeWarehouse(SparkSession spark, Path warehouse) {
    this.spark = spark;
    this.warehouse = warehouse;
  }

  /** Writes it into the directory named by the first argument; what lies there is deleted. */
  public static void main(String[] arguments) throws IOException {
    Path warehouse = Path.of(arguments[0]);
    DurableFiles.deleteTree(warehouse);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate()) {
      new LargeWarehouse(spark, warehouse).write();
    }
  }

  private void write() throws IOException {
    Column id = col("id");
    Column model = format_string("model-%03d", pmod(id, lit(MODELS)));
    Column hour = pmod(id, lit(24)).cast(DataTypes.IntegerType);
    write(
        OutputTables.MODEL_DAILY,
        MODELS * SITES.size(),
        Map.of("model_id", model, "site_id", site(MODELS), "device_model", lit("H100")));
    write(
        OutputTables.MODEL_HOURLY,
        MODELS * 24,
        Map.of(
            "model_id",
            format_string("model-%03d", expr("id div 24")),
            "site_id",
            site(24),
            "usage_hour",
            hour));
    write(
        OutputTables.TEAM_DAILY,
        TEAMS * MODELS_OF_A_TEAM,
        Map.of(
            "team_id",
            concat(lit("team-"), format_string("%04d", pmod(id, lit(TEAMS)))),
            "model_id",
            model,
            "site_id",
            site(TEAMS),
            "operation",
            lit("chat"),
            "cost_center",
            format_string("cc-%02d", pmod(pmod(id, lit(TEAMS)), lit(90)))));
    write(
        OutputTables.QUERY_DAILY,
        MODELS * 2 * 5,
        Map.of(
            "model_id",
            model,
            "operation",
            element_at(
                array(lit("chat"), lit("completion")),
                pmod(expr("id div 200"), lit(2)).plus(1).cast("int")),
            "token_class",
            element_at(
                array(lit("0"), lit("1-63"), lit("64-255"), lit("256-1023"), lit("1024-")),
                pmod(expr("id div 400"), lit(5)).plus(1).cast("int"))));
    write(
        OutputTables.DEVICE_HOURLY,
        400 * 24,
        Map.of(
            "device_id",
            format_string("gpu-%03d", expr("id div 24")),
            "usage_hour",
            hour,
            "site_id",
            site(24),
            "device_kind",
            lit("accelerator"),
            "device_model",
            lit("H100"),
            "energy_basis",
            lit("COUNTER"),
            "estimated_mj",
            lit(0L)));
    Column measured =
        List.of("active_mj", "shared_idle_mj", "provisioned_idle_mj", "unattributed_mj").stream()
            .map(name -> amount(name, MOST_MJ))
            .reduce(Column::plus)
            .orElseThrow();
    write(
        OutputTables.ENERGY_BALANCE,
        200 * 24,
        Map.of(
            "pool_id",
            format_string("pool-%03d", expr("id div 24")),
            "usage_hour",
            hour,
            "site_id",
            site(24),
            "device_kind",
            lit("accelerator"),
            "measured_mj",
            measured,
            "estimated_mj",
            lit(0L)));
    write(
        OutputTables.SCENARIO_DAILY,
        MODELS * 8,
        Map.of(
            "scenario_id",
            format_string("scenario-%d", expr("id div 200")),
            "scenario_kind",
            lit("mix"),
            "model_id",
            model,
            "site_id",
            lit(SITES.get(0))));
    write(
        OutputTables.TRAINING_JOB,
        20,
        Map.of(
            "job_id", format_string("job-%d", id), "model_id", model, "team_id", lit("team-0001")));
    write(OutputTables.MODEL_LIFETIME, MODELS, Map.of("model_id", model));
    write(
        OutputTables.RESTATEMENT,
        3,
        Map.of("table_name", lit("model_daily"), "measure", id.cast("string")));
    write(
        OutputTables.REJECTED,
        500,
        Map.of(
            "source",
            lit("gateway"),
            "file",
            lit("log"),
            "reason",
            element_at(
                array(lit("MALFORMED"), lit("NEGATIVE")), pmod(id, lit(2)).plus(1).cast("int"))));
    write(
        OutputTables.DATA_QUALITY,
        80,
        Map.of(
            "check_name",
            format_string("check %d", pmod(id, lit(40))),
            "subject",
            format_string("subject %d", id),
            "status",
            element_at(
                array(lit("ok"), lit("ok"), lit("ok"), lit("warn")),
                pmod(id, lit(4)).plus(1).cast("int"))));
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = FIRST.plusDays(day);
      Path record = warehouse.resolve("_runs/days/" + date + ".json");
      Files.createDirectories(record.getParent());
      Files.writeString(
          record,
          Json.text(
              new PublishedDay(
                  date, "run-" + day, "f", "4", "grid=x", Instant.parse("2026-11-01T02:00:00Z"))));
    }
  }

  /** So many rows a day; columns that are not given are hashes, or unknown if they are texts. */
  private void write(Table table, long rowsOfADay, Map<String, Column> given) {
    Map<String, Column> columns = new HashMap<>(given);
    columns.put("usage_date", date_add(lit(java.sql.Date.valueOf(FIRST)), col("day").cast("int")));
    Column[] all =
        table.fields().stream()
            .map(
                field ->
                    columns
                        .getOrDefault(field.name(), value(field))
                        .cast(field.type())
                        .as(field.name()))
            .toArray(Column[]::new);
    Dataset<Row> rows =
        spark
            .range(0, rowsOfADay * DAYS, 1, 4)
            .select(
                expr("id div " + rowsOfADay).as("day"), pmod(col("id"), lit(rowsOfADay)).as("id"));
    rows.select(all)
        .withColumn("dt", col("usage_date"))
        .repartition(col("dt"))
        .write()
        .mode(SaveMode.Overwrite)
        .partitionBy("dt")
        .parquet(warehouse.resolve(table.name()).toUri().toString());
  }

  private static Column value(Field field) {
    if (field.type().equals(DataTypes.LongType)) {
      return amount(field.name(), field.name().endsWith("_mj") ? MOST_MJ : 1_000);
    }
    if (field.type().equals(DataTypes.DoubleType)) {
      return amount(field.name(), 1_000_000).divide(lit(1e3)).plus(lit(1e-3));
    }
    return field.name().equals("energy_cost_currency") ? lit("EUR") : lit(null);
  }

  private static Column amount(String name, long most) {
    return pmod(xxhash64(col("day"), col("id"), lit(name)), lit(most));
  }

  private static Column site(int rowsOfASite) {
    Column[] sites = SITES.stream().map(name -> lit(name)).toArray(Column[]::new);
    return element_at(
        array(sites), pmod(expr("id div " + rowsOfASite), lit(SITES.size())).plus(1).cast("int"));
  }
}
