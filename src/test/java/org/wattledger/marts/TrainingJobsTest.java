package org.wattledger.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wattledger.schema.AttributedTables.AMOUNTS;
import static org.wattledger.schema.AttributedTables.LEDGER;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.Pricing;
import org.wattledger.physics.TrainingEnergy;
import org.wattledger.physics.TrainingEnergy.Basis;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;
import org.wattledger.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class TrainingJobsTest {

  private static final Provenance PROVENANCE =
      new Provenance(LocalDate.of(2026, 3, 1), "method", "reference");
  private static final double PUE = 1.25;
  private static final double GRAMS_PER_KWH = 400;
  private static final double UNKNOWN = Double.NaN;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static final DayNames NAMES =
      new DayNames(
          1,
          List.of("s", "s2"),
          List.of(
              new DayNames.Pool(0, "training/j", LedgerKey.NONE),
              new DayNames.Pool(0, "training/k", LedgerKey.NONE)),
          List.of(),
          List.of("m"),
          List.of("t"),
          List.of("training"));

  private final SparkSession spark;

  TrainingJobsTest(SparkSession spark) {
    this.spark = spark;
  }

  @Test
  void twoUnnamedDevicesForTenHoursUseSixKilowattHours() {
    // 2 devices x 10 h x 300 W = 6 000 Wh = 21 600 000 000 mJ
    Row row =
        only(
            stretch("j", "2026-03-01T02:30:00Z", "2026-03-01T12:30:00Z", 2, 20, UNKNOWN, 300)
                .build());

    assertThat(row.<String>getAs("job_id")).isEqualTo("j");
    assertThat(row.<String>getAs("model_id")).isEqualTo("m");
    assertThat(row.<String>getAs("team_id")).isEqualTo("t");
    assertThat(row.<String>getAs("site_id")).isEqualTo("s");
    assertThat(row.<String>getAs("device_model")).isEqualTo("A100");
    assertThat(row.<String>getAs("energy_basis")).isEqualTo("STATED_POWER");
    assertThat(row.<java.sql.Timestamp>getAs("ended_at").toInstant())
        .isEqualTo(Instant.parse("2026-03-01T12:30:00Z"));
    assertThat(row.<Long>getAs("devices")).isEqualTo(2);
    assertThat(row.<Double>getAs("device_time_h")).isEqualTo(20);
    assertThat(row.<Long>getAs("active_energy_mj")).isZero();
    assertThat(row.<Long>getAs("modelled_energy_mj")).isEqualTo(21_600_000_000L);
    // 6 kWh x 1.25 x 400 g/kWh = 3 000 g; no meter saw any of it
    assertThat(row.<Double>getAs("it_energy_wh")).isCloseTo(6_000, within(1e-6));
    assertThat(row.<Double>getAs("location_emissions_gco2e")).isCloseTo(3_000, within(1e-6));
    assertThat(row.<Double>getAs("measured_ratio")).isZero();
    // 20 device-hours x 3 600 000 000 us x 10 ng/us = 720 g
    assertThat(row.<Double>getAs("embodied_emissions_gco2e")).isCloseTo(720, within(1e-6));
  }

  @Test
  void aDayOfBloomIsOneOfItsHundredAndSeventeen() {
    // 1 082 990 h x 400 W = 433 196 kWh over the 117 days of 11 March to 6 July 2022
    TrainingStretch bloom =
        stretch(
                "bloom",
                "2022-03-11T00:00:00Z",
                "2022-07-06T00:00:00Z",
                384,
                1_082_990,
                UNKNOWN,
                400)
            .build();
    Row row =
        rows(
                new TrainingJobs(
                    List.of(bloom), HOUR, new Provenance(LocalDate.of(2022, 5, 1), "m", "r")),
                trained())
            .get(0);

    // 433 196 000 / 117 = 3 702 529.9 Wh; 1 082 990 / 117 = 9 256.3 h
    assertThat(row.<Double>getAs("it_energy_wh")).isCloseTo(433_196_000.0 / 117, within(1e-6));
    assertThat(row.<Double>getAs("device_time_h")).isCloseTo(1_082_990.0 / 117, within(1e-9));
    assertThat(row.<Long>getAs("devices")).isEqualTo(384);
  }

  @Test
  void aJobOverMidnightHasOnlyItsPartOfTheDay() {
    // 6 h of 24 h fall into the day: a quarter of 1 000 Wh
    Row row =
        only(stretch("j", "2026-02-28T06:00:00Z", "2026-03-01T06:00:00Z", 1, 24, 1_000, 1).build());

    assertThat(row.<Long>getAs("modelled_energy_mj")).isEqualTo(900_000_000L);
    assertThat(row.<Double>getAs("device_time_h")).isEqualTo(6);
    assertThat(row.<String>getAs("energy_basis")).isEqualTo("STATED_ENERGY");
  }

  @Test
  void stretchesOfAJobAddUpAndTheMostDevicesAtOneTimeCount() {
    Row row =
        only(
            stretch("j", "2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z", 8, 8, 100, UNKNOWN)
                .build(),
            stretch("j", "2026-03-01T01:00:00Z", "2026-03-01T02:00:00Z", 6, 6, 50, UNKNOWN).build(),
            stretch("j", "2026-03-01T01:30:00Z", "2026-03-01T02:30:00Z", 4, 4, UNKNOWN, 2.5)
                .model("B200")
                .build());

    // 100 + 50 + 4 h x 2.5 W = 160 Wh = 576 000 000 mJ; 6 + 4 devices from 01:30 to 02:00
    assertThat(row.<Long>getAs("modelled_energy_mj")).isEqualTo(576_000_000L);
    assertThat(row.<Double>getAs("device_time_h")).isEqualTo(18);
    assertThat(row.<Long>getAs("devices")).isEqualTo(10);
    assertThat(row.<String>getAs("energy_basis")).isEqualTo("STATED_POWER");
    assertThat(row.<String>getAs("device_model")).isEqualTo("A100+B200");
  }

  @Test
  void energyOfWhichNothingIsKnownIsNullAndNotNothing() {
    Row row =
        only(
            stretch("j", "2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z", 8, 8, 100, UNKNOWN)
                .build(),
            stretch("j", "2026-03-01T01:00:00Z", "2026-03-01T02:00:00Z", 8, 8, UNKNOWN, UNKNOWN)
                .unknownMaking()
                .build());

    assertThat(row.<Long>getAs("modelled_energy_mj")).isNull();
    assertThat(row.<Double>getAs("it_energy_wh")).isNull();
    assertThat(row.<String>getAs("energy_basis")).isNull();
    assertThat(row.<Double>getAs("embodied_emissions_gco2e")).isNull();
    assertThat(row.<Double>getAs("device_time_h")).isEqualTo(16);
  }

  @Test
  void energyGoesToTheIntervalsOfTheGridInWhichTheJobRan() {
    // 1 h x 400 W from 00:10 to 01:10: 5, 15, 15, 15 and 10 minutes
    TrainingStretch stretch =
        stretch("j", "2026-03-01T00:10:00Z", "2026-03-01T01:10:00Z", 1, 1, UNKNOWN, 400)
            .within(0.5, 1.25)
            .build();
    TrainingJobs jobs = new TrainingJobs(List.of(stretch), QUARTER, PROVENANCE);

    List<TrainingJobs.Unmetered> rows = jobs.unmetered();

    // 400 W x 300 s = 120 000 J
    assertThat(rows)
        .extracting(row -> sum(row, Measures.MODELLED_ENERGY_MJ))
        .containsExactly(120_000_000L, 360_000_000L, 360_000_000L, 360_000_000L, 240_000_000L);
    assertThat(rows).extracting(TrainingJobs.Unmetered::interval).containsExactly(0, 1, 2, 3, 4);
    assertThat(rows).extracting(TrainingJobs.Unmetered::siteId).containsOnly("s");
    assertThat(sum(rows.get(0), AttributedTables.METER_DOWN_MJ)).isEqualTo(60_000_000L);
    assertThat(sum(rows.get(0), AttributedTables.METER_UP_MJ)).isEqualTo(30_000_000L);
    // 300 s x 10 ng/us, and half and twice of it
    assertThat(sum(rows.get(0), AttributedTables.EMBODIED_NG)).isEqualTo(3_000_000_000L);
    assertThat(sum(rows.get(0), AttributedTables.EMBODIED_LOW_NG)).isEqualTo(1_500_000_000L);
    assertThat(sum(rows.get(0), AttributedTables.EMBODIED_HIGH_NG)).isEqualTo(6_000_000_000L);
    assertThat(jobs.modelledMj().get("s")).hasSize(96).startsWith(120_000_000L, 360_000_000L);
  }

  @Test
  void aDeviceThatItsMeterRecordsHasNothingBesideTheLedger() {
    TrainingStretch metered =
        stretch("j", "2026-03-01T00:10:00Z", "2026-03-01T01:10:00Z", 1, 1, 5_000, 400)
            .device("g0")
            .metered()
            .build();

    Row row = only(metered);

    assertThat(row.<String>getAs("energy_basis")).isEqualTo("METERED");
    assertThat(row.<Long>getAs("modelled_energy_mj")).isZero();
    assertThat(row.<Double>getAs("it_energy_wh")).isZero();
    assertThat(row.<Double>getAs("device_time_h")).isEqualTo(1);
  }

  @Test
  void meteredDevicesAreBookedByTheLedgerAndOthersBesideIt() {
    TrainingStretch metered =
        stretch("j", "2026-03-01T00:00:00Z", "2026-03-01T02:00:00Z", 1, 2, UNKNOWN, 300)
            .device("g0")
            .metered()
            .build();
    TrainingStretch other =
        stretch("j", "2026-03-01T00:00:00Z", "2026-03-01T02:00:00Z", 1, 2, UNKNOWN, 300)
            .device("g1")
            .build();
    // The meter saw 400 Wh, a quarter of it by utilisation; the other is stated as 600 Wh
    Row row =
        rows(
                new TrainingJobs(List.of(metered, other), HOUR, PROVENANCE),
                trained(
                    ledgerRow(0, 0, 720_000_000L, 180_000_000L),
                    ledgerRow(0, 1, 720_000_000L, 180_000_000L),
                    // Another job's
                    ledgerRow(1, 1, 999, 0)))
            .get(0);

    assertThat(row.<Long>getAs("active_energy_mj")).isEqualTo(1_440_000_000L);
    assertThat(row.<Long>getAs("modelled_energy_mj")).isEqualTo(2_160_000_000L);
    assertThat(row.<Double>getAs("it_energy_wh")).isCloseTo(1_000, within(1e-9));
    // (400 - 100) / (400 + 600)
    assertThat(row.<Double>getAs("measured_ratio")).isCloseTo(0.3, within(1e-12));
    assertThat(row.<Long>getAs("devices")).isEqualTo(2);
    assertThat(row.<String>getAs("energy_basis")).isEqualTo("STATED_POWER");
  }

  @Test
  void aJobAtTwoSitesHasTwoRowsAndAnotherDayNone() {
    List<Row> rows =
        jobs(
            stretch("j", "2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z", 1, 1, 10, UNKNOWN).build(),
            stretch("j", "2026-03-01T00:00:00Z", "2026-03-01T01:00:00Z", 1, 1, 20, UNKNOWN)
                .site("s2")
                .build(),
            stretch("old", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", 1, 1, 20, UNKNOWN)
                .build());

    assertThat(rows)
        .extracting(row -> row.getAs("site_id") + " " + row.<Double>getAs("it_energy_wh"))
        .containsExactly("s 10.0", "s2 20.0");
  }

  private Row only(TrainingStretch... stretches) {
    List<Row> rows = jobs(stretches);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private List<Row> jobs(TrainingStretch... stretches) {
    return rows(new TrainingJobs(List.of(stretches), HOUR, PROVENANCE), trained());
  }

  private List<Row> rows(TrainingJobs jobs, KeyedSums trained) {
    return spark
        .createDataFrame(
            jobs.rows(trained, NAMES, new Priced()), OutputTables.TRAINING_JOB.schema())
        .collectAsList();
  }

  private record LedgerRow(int pool, int hour, long activeMj, long estimatedMj) {}

  private static LedgerRow ledgerRow(int pool, int hour, long activeMj, long estimatedMj) {
    return new LedgerRow(pool, hour, activeMj, estimatedMj);
  }

  private static KeyedSums trained(LedgerRow... rows) {
    KeyedSums trained = new KeyedSums(LedgerKey.PARTS, LEDGER.size());
    for (LedgerRow row : rows) {
      int cell = trained.cell(row.hour, row.pool, 0, 0, 0, 0);
      trained.add(cell, LEDGER.indexOf(Measures.ACTIVE_ENERGY_MJ), row.activeMj);
      trained.add(cell, LEDGER.indexOf(OutputTables.ESTIMATED_MJ), row.estimatedMj);
    }
    return trained;
  }

  private static long sum(TrainingJobs.Unmetered use, Field field) {
    return use.row()[LEDGER.indexOf(field)];
  }

  /** IT energy is metered and modelled; PUE 1.25, 400 g/kWh at any site and hour. */
  private static final class Priced implements Pricing {

    private static final long serialVersionUID = 1L;

    @Override
    public void price(long[] sums, int site, int interval, double[] into) {
      boolean isUnknown = sums[LEDGER.indexOf(AttributedTables.MODELLED_UNKNOWN)] > 0;
      long mj =
          sums[LEDGER.indexOf(Measures.ACTIVE_ENERGY_MJ)]
              + sums[LEDGER.indexOf(Measures.MODELLED_ENERGY_MJ)];
      double itWh = isUnknown ? UNKNOWN : mj / 3_600_000.0;
      boolean isMakingKnown = sums[LEDGER.indexOf(AttributedTables.EMBODIED_UNKNOWN)] == 0;
      Arrays.fill(into, 0);
      into[AMOUNTS.indexOf(Measures.IT_ENERGY_WH)] = itWh;
      into[AMOUNTS.indexOf(Measures.FACILITY_ENERGY_WH)] = itWh * PUE;
      into[AMOUNTS.indexOf(Measures.LOCATION_EMISSIONS_GCO2E)] = itWh * PUE / 1_000 * GRAMS_PER_KWH;
      into[AMOUNTS.indexOf(Measures.EMBODIED_EMISSIONS_GCO2E)] =
          isMakingKnown ? sums[LEDGER.indexOf(AttributedTables.EMBODIED_NG)] / 1e9 : UNKNOWN;
    }

    @Override
    public String currency(int site) {
      return "EUR";
    }
  }

  private static Builder stretch(
      String job, String from, String to, long devices, double hours, double wh, double watts) {
    return new Builder(job, micros(from), micros(to), devices, hours, wh, watts);
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }

  /** A stretch of a job; 10 ng of making a device per microsecond of its time. */
  private static final class Builder {
    private final String job;
    private final long fromUs;
    private final long toUs;
    private final long devices;
    private final double hours;
    private final double energyWh;
    private final Basis basis;
    private String site = "s";
    private String device;
    private String deviceModel = "A100";
    private double ngPerUs = 10;
    private double lowRatio = 1;
    private double highRatio = 1;
    private boolean isMetered;

    Builder(
        String job, long fromUs, long toUs, long devices, double hours, double wh, double watts) {
      this.job = job;
      this.fromUs = fromUs;
      this.toUs = toUs;
      this.devices = devices;
      this.hours = hours;
      this.energyWh = TrainingEnergy.energyWh(wh, hours, watts, UNKNOWN);
      this.basis = TrainingEnergy.basis(wh, watts, UNKNOWN);
    }

    Builder device(String id) {
      device = id;
      return this;
    }

    Builder model(String name) {
      deviceModel = name;
      return this;
    }

    Builder site(String id) {
      site = id;
      return this;
    }

    Builder within(double low, double high) {
      lowRatio = low;
      highRatio = high;
      return this;
    }

    Builder metered() {
      isMetered = true;
      return this;
    }

    Builder unknownMaking() {
      ngPerUs = UNKNOWN;
      return this;
    }

    TrainingStretch build() {
      return new TrainingStretch(
          new TrainingStretch.Job(job, "m", "t", fromUs, toUs),
          site,
          device,
          deviceModel,
          fromUs,
          toUs,
          devices,
          hours,
          new TrainingStretch.Energy(energyWh, basis, lowRatio, highRatio),
          new TrainingStretch.Embodied(
              hours * 3.6e9 * ngPerUs, hours * 3.6e9 * ngPerUs / 2, hours * 3.6e9 * ngPerUs * 2),
          isMetered);
    }
  }
}
