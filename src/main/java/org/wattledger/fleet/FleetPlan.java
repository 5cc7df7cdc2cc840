package org.wattledger.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * What fleet to make.
 *
 * @param out folder that receives it; must not hold an earlier one
 * @param day the UTC day; a quarter of an hour on either side is made too
 * @param requests rows of the request log, all folders together, planted faults not counted
 * @param devicesPerUnit devices of each replica; 0: by the size of its model
 * @param format of the request log: json, csv or parquet; meters are parquet or else csv
 * @param dirty whether faults are planted, counted in {@code truth/dirt.json}
 * @param training whether a list of training jobs is written, whose devices have no meter
 * @param unnamedRatio share of requests whose unit is left out of the log
 * @param partitions Spark tasks and request files; 0: by size. Changes no row
 * @param warehouse where the written configuration publishes
 */
public record FleetPlan(
    Path out,
    LocalDate day,
    long requests,
    int sites,
    int units,
    int devicesPerUnit,
    int teams,
    int models,
    long seed,
    String format,
    boolean dirty,
    boolean training,
    Telemetry telemetry,
    Duration samplingInterval,
    double unnamedRatio,
    int partitions,
    String warehouse) {

  /** What the meters report. */
  public enum Telemetry {
    COUNTER,
    POWER,
    BOTH;

    boolean hasCounter() {
      return this != POWER;
    }

    boolean hasPower() {
      return this != COUNTER;
    }
  }

  private static final Set<String> FORMATS = Set.of("json", "csv", "parquet");
  private static final long REQUESTS_PER_PARTITION = 1_250_000;
  private static final int DEVICES_IN_A_NODE = 8;

  public FleetPlan {
    requireAtLeast("requests", requests, 1);
    requireAtLeast("sites", sites, 1);
    requireAtLeast("units", units, 1);
    requireAtLeast("teams", teams, 1);
    requireAtLeast("models", models, 1);
    requireAtLeast("partitions", partitions, 0);
    require(
        devicesPerUnit >= 0 && devicesPerUnit <= DEVICES_IN_A_NODE,
        "devicesPerUnit is " + devicesPerUnit + "; give 1 to 8, or 0 for the model's own size");
    require(FORMATS.contains(format), "format is '" + format + "'; give one of json, csv, parquet");
    require(
        unnamedRatio >= 0 && unnamedRatio <= 1,
        "unnamedRatio is " + unnamedRatio + "; give a share from 0 to 1");
    requireSampling(samplingInterval);
  }

  /** A small clean fleet on two sites; change what matters. */
  public static Builder builder(Path out, LocalDate day) {
    return new Builder(out, day);
  }

  /** The plan of the committed {@code data-samples}. */
  public static Builder sample(Path out) {
    return builder(out, LocalDate.of(2026, 11, 21))
        .requests(12_000)
        .seed(20261121)
        .dirty(true)
        .training(true)
        .samplingInterval(Duration.ofSeconds(30))
        .warehouse("warehouse");
  }

  int requestPartitions() {
    return partitions > 0
        ? partitions
        : (int) ((requests + REQUESTS_PER_PARTITION - 1) / REQUESTS_PER_PARTITION);
  }

  Window window() {
    return Window.around(day, day);
  }

  MeterPlan meters() {
    return new MeterPlan(
        telemetry, samplingInterval, format.equals("parquet"), dirty, seed, partitions);
  }

  /** The key under which everything of this fleet and day is drawn. */
  Draw draw() {
    return new Draw(Draw.mix(seed)).at(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
  }

  static void requireSampling(Duration interval) {
    require(
        interval.toMillis() >= 100 && interval.toMinutes() < 10,
        "samplingInterval is " + interval + "; give 100 ms to less than 10 min");
  }

  private static void requireAtLeast(String name, long value, long least) {
    require(value >= least, name + " is " + value + "; give at least " + least);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("Fleet plan: " + otherwise);
    }
  }

  /** Collects the parts of a plan, each with a harmless default. */
  public static final class Builder {
    private final Path out;
    private final LocalDate day;
    private long requests = 10_000;
    private int sites = 2;
    private int units = 6;
    private int devicesPerUnit;
    private int teams = 3;
    private int models = 4;
    private long seed = 1;
    private String format = "json";
    private boolean dirty;
    private boolean training;
    private Telemetry telemetry = Telemetry.BOTH;
    private Duration samplingInterval = Duration.ofSeconds(15);
    private double unnamedRatio;
    private int partitions;
    private String warehouse;

    private Builder(Path out, LocalDate day) {
      this.out = out;
      this.day = day;
      this.warehouse = out.resolve("warehouse").toString();
    }

    public Builder requests(long count) {
      requests = count;
      return this;
    }

    public Builder sites(int count) {
      sites = count;
      return this;
    }

    public Builder units(int count) {
      units = count;
      return this;
    }

    public Builder devicesPerUnit(int count) {
      devicesPerUnit = count;
      return this;
    }

    public Builder teams(int count) {
      teams = count;
      return this;
    }

    public Builder models(int count) {
      models = count;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder format(String value) {
      format = value;
      return this;
    }

    public Builder dirty(boolean value) {
      dirty = value;
      return this;
    }

    public Builder training(boolean value) {
      training = value;
      return this;
    }

    public Builder telemetry(Telemetry value) {
      telemetry = value;
      return this;
    }

    public Builder samplingInterval(Duration value) {
      samplingInterval = value;
      return this;
    }

    public Builder unnamedRatio(double value) {
      unnamedRatio = value;
      return this;
    }

    public Builder partitions(int count) {
      partitions = count;
      return this;
    }

    public Builder warehouse(String path) {
      warehouse = path;
      return this;
    }

    public FleetPlan build() {
      return new FleetPlan(
          out,
          day,
          requests,
          sites,
          units,
          devicesPerUnit,
          teams,
          models,
          seed,
          format,
          dirty,
          training,
          telemetry,
          samplingInterval,
          unnamedRatio,
          partitions,
          warehouse);
    }
  }
}
