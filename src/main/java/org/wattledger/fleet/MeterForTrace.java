package org.wattledger.fleet;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import scala.Tuple2;

/**
 * Makes meters for a request log that was recorded without any, so that real traffic can be run:
 * samples, placements, and the truth that they were made with.
 *
 * <p>Input: canonical names. Needed: request_id, started_at, model_id, prompt_tokens,
 * output_tokens. Used where present: first_token_at, ended_at (else the time that the model needs),
 * cached_prompt_tokens, unit_id (else one unit per model), site_id (else the plan's).
 */
public final class MeterForTrace {

  private static final int STARTED_AT = 1;
  private static final int FIRST_TOKEN_AT = 2;
  private static final int ENDED_AT = 3;
  private static final int MODEL_ID = 4;
  private static final int UNIT_ID = 5;
  private static final int PROMPT_TOKENS = 7;
  private static final int CACHED_PROMPT_TOKENS = 8;
  private static final int OUTPUT_TOKENS = 9;

  /** A request of a trace as work for its unit. */
  private record Reader(TraceUnits units) implements Serializable {

    PhaseWork work(Row row) {
      ServingUnit unit = units.units().get(units.indexOf().get(row.getString(UNIT_ID)));
      ModelProfile model =
          unit.models().stream()
              .filter(served -> served.modelId().equals(row.getString(MODEL_ID)))
              .findFirst()
              .orElseThrow();
      long prompt = tokens(row, PROMPT_TOKENS);
      long cached = Math.min(prompt, tokens(row, CACHED_PROMPT_TOKENS));
      long output = tokens(row, OUTPUT_TOKENS);
      return PhaseWork.of(
          unit.index(),
          row.getLong(STARTED_AT),
          row.isNullAt(FIRST_TOKEN_AT) ? null : row.getLong(FIRST_TOKEN_AT),
          endUs(row, model, prompt - cached, output),
          model.prefillEnergyJ(prompt, cached),
          model.decodeEnergyJ(prompt, output));
    }

    private static long endUs(Row row, ModelProfile model, long uncached, long output) {
      return row.isNullAt(ENDED_AT)
          ? row.getLong(STARTED_AT) + model.prefillUs(uncached) + model.decodeUs(output)
          : row.getLong(ENDED_AT);
    }

    private static long tokens(Row row, int column) {
      return row.isNullAt(column) ? 0 : Math.max(0, row.getLong(column));
    }
  }

  /**
   * Writes telemetry, placements, reference, truth and {@code meters.conf} under the plan's out.
   */
  public static void generate(Dataset<Row> requests, TracePlan plan) {
    FleetGenerator.refuseEarlierFleet(plan.out());
    SparkSession spark = requests.sparkSession();
    ParquetFiles parquet = ParquetFiles.of(spark);
    Dataset<Row> canonical = canonical(requests, plan);
    TraceUnits units = TraceUnits.of(canonical, plan);
    Reader reader = new Reader(units);
    JavaRDD<Row> rows = canonical.toJavaRDD();
    JavaRDD<PhaseWork> work = rows.map(reader::work);
    Window window = window(work, plan);

    UnitLoads loads =
        UnitLoads.of(
            work, units.units(), window, plan.meters().partitionsFor(units.units().size()));
    Meters meters = Meters.of(loads, units.units(), window, plan.meters());
    meters.write(parquet, plan.out().resolve("telemetry"));
    meters.writeTruth(parquet, plan.out().resolve("truth").resolve("devices"));
    RequestTruth.write(
        parquet,
        rows.map(row -> new Tuple2<>(row.getString(0), reader.work(row))),
        units.units(),
        loads.caps(),
        plan.out().resolve("truth").resolve("requests"));
    writeSmallFiles(plan, units, window);
  }

  private static Dataset<Row> canonical(Dataset<Row> requests, TracePlan plan) {
    Column unit =
        coalesce(
            existing(requests, CanonicalTables.UNIT_ID),
            concat(CanonicalTables.MODEL_ID.column(), lit("-0")));
    Column site = coalesce(existing(requests, CanonicalTables.SITE_ID), lit(plan.siteId()));
    return requests.select(
        CanonicalTables.REQUEST_ID.column().cast("string"),
        unix_micros(CanonicalTables.STARTED_AT.column()).as(CanonicalTables.STARTED_AT.name()),
        micros(requests, CanonicalTables.FIRST_TOKEN_AT),
        micros(requests, CanonicalTables.ENDED_AT),
        CanonicalTables.MODEL_ID.column(),
        unit.as(CanonicalTables.UNIT_ID.name()),
        site.as(CanonicalTables.SITE_ID.name()),
        tokens(requests, CanonicalTables.PROMPT_TOKENS),
        tokens(requests, CanonicalTables.CACHED_PROMPT_TOKENS),
        tokens(requests, CanonicalTables.OUTPUT_TOKENS));
  }

  private static Column micros(Dataset<Row> requests, Field field) {
    return unix_micros(existing(requests, field).cast("timestamp")).as(field.name());
  }

  private static Column tokens(Dataset<Row> requests, Field field) {
    return existing(requests, field).cast("bigint").as(field.name());
  }

  private static Column existing(Dataset<Row> requests, Field field) {
    boolean exists = Arrays.asList(requests.columns()).contains(field.name());
    return exists ? field.column() : lit(null).cast(field.type());
  }

  private static Window window(JavaRDD<PhaseWork> work, TracePlan plan) {
    if (work.isEmpty()) {
      throw new IllegalArgumentException("The trace has no requests; no hours to make meters for");
    }
    long firstUs = work.map(PhaseWork::startUs).reduce(Math::min);
    long lastUs = work.map(PhaseWork::endUs).reduce(Math::max);
    return plan.window(firstUs, lastUs);
  }

  private static void writeSmallFiles(TracePlan plan, TraceUnits units, Window window) {
    Path out = plan.out();
    try {
      Placements.write(units.units(), window, out.resolve("placements").resolve("placements.csv"));
      FleetReference.write(units.units(), window, out.resolve("reference"));
      FleetConfiguration.writeMeters(plan, out.resolve("meters.conf"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + out + "; is it writable?", e);
    }
  }

  private MeterForTrace() {}
}
