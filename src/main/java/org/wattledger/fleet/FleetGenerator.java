package org.wattledger.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Writes a synthetic fleet: request log, meters, placements, their truth, and the configuration to
 * run them with. The same plan gives the same rows whatever the partitions and cores.
 *
 * <p>Under {@code out}: {@code requests/<date>/}, {@code telemetry/<date>/}, {@code placements/},
 * {@code training/} if planned, {@code reference/}, {@code truth/requests} (request_id, unit_id,
 * true_active_mj), {@code truth/devices} (usage_date, device_id, unit_id, energy_mj, idle_mj,
 * dynamic_mj), {@code truth/dirt.json} and {@code fleet.conf}.
 */
public final class FleetGenerator {

  private static final List<String> FOLDERS =
      List.of("requests", "telemetry", "placements", "training", "truth");

  /**
   * @throws IllegalArgumentException if {@code out} already holds a fleet
   */
  public static void generate(SparkSession spark, FleetPlan plan) {
    refuseEarlierFleet(plan.out());
    Fleet fleet = Fleet.of(plan);
    SyntheticRequests requests = SyntheticRequests.of(plan, fleet);
    ParquetFiles parquet = ParquetFiles.of(spark);
    JavaRDD<Long> indexes = indexes(spark, plan);

    UnitLoads loads =
        UnitLoads.of(
            indexes.map(requests::work),
            fleet.units(),
            plan.window(),
            plan.meters().partitionsFor(plan.units()));
    Meters meters = Meters.of(loads, fleet.units(), plan.window(), plan.meters());
    meters.write(parquet, plan.out().resolve("telemetry"));
    meters.writeTruth(parquet, plan.out().resolve("truth").resolve("devices"));

    RequestDirt dirt = RequestDirt.of(plan);
    new RequestLog(requests, dirt, plan.format())
        .write(parquet, indexes, plan.out().resolve("requests"));
    RequestTruth.write(
        parquet,
        indexes.map(index -> new Tuple2<>(requests.requestId(index), requests.work(index))),
        fleet.units(),
        loads.caps(),
        plan.out().resolve("truth").resolve("requests"));
    writeSmallFiles(plan, fleet, requests, dirt, meters);
  }

  /** A folder that holds part of another fleet would be read with this one. */
  static void refuseEarlierFleet(Path out) {
    for (String folder : FOLDERS) {
      if (Files.exists(out.resolve(folder))) {
        throw new IllegalArgumentException(
            "%s already exists; remove it or choose another folder for the fleet"
                .formatted(out.resolve(folder)));
      }
    }
  }

  private static void writeSmallFiles(
      FleetPlan plan, Fleet fleet, SyntheticRequests requests, RequestDirt dirt, Meters meters) {
    Path out = plan.out();
    try {
      Placements.write(
          fleet.units(), plan.window(), out.resolve("placements").resolve("placements.csv"));
      if (plan.training()) {
        TrainingLog.write(fleet.units(), plan, out.resolve("training").resolve("jobs.csv"));
      }
      FleetReference.write(fleet.units(), plan.window(), out.resolve("reference"));
      DirtReport.write(out.resolve("truth").resolve("dirt.json"), dirt, requests, meters, fleet);
      FleetConfiguration.write(plan, out.resolve("fleet.conf"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + out + "; is it writable?", e);
    }
  }

  private static JavaRDD<Long> indexes(SparkSession spark, FleetPlan plan) {
    int partitions = plan.requestPartitions();
    long requests = plan.requests();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(IntStream.range(0, partitions).boxed().toList(), partitions)
        .flatMap(
            part ->
                LongStream.range(requests * part / partitions, requests * (part + 1) / partitions)
                    .iterator());
  }

  private FleetGenerator() {}
}
