package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import org.wattledger.attribution.JobDevice;
import org.wattledger.attribution.Topology;
import org.wattledger.config.ReferenceConfig;
import org.wattledger.contract.Nights;
import org.wattledger.marts.TrainingStretch;
import org.wattledger.physics.TrainingEnergy.Basis;
import org.wattledger.quantity.TimeRange;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.reference.ReferenceSource;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * With the golden facts: Golden-400 has at most 400 W and 36 kg over 10 000 h; north a PUE of 1.5.
 */
class TrainingRecordsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final Reference REFERENCE = reference();

  private final List<Row> rows = new ArrayList<>();

  @Test
  void unnamedDevicesOfKnownKindAreRated() {
    add("j", "2026-03-10T00:00:00Z", "2026-03-10T10:00:00Z", Map.of("devices", 2L));

    TrainingStretch stretch = only();

    // 2 devices x 10 h x 400 W = 8 000 Wh; 20 h / 10 000 h x 36 kg = 72 g
    assertThat(stretch.deviceTimeH()).isEqualTo(20);
    assertThat(stretch.energyWh()).isEqualTo(8_000);
    assertThat(stretch.basis()).isEqualTo(Basis.RATED);
    assertThat(stretch.embodiedNg()).isCloseTo(72e9, within(1.0));
    assertThat(stretch.isMetered()).isFalse();
  }

  @Test
  void whatARowStatesGoesBeforeWhatFollowsFromOthers() {
    add(
        "j",
        "2026-03-10T00:00:00Z",
        "2026-03-10T10:00:00Z",
        Map.of("devices", 2L, "device_time_h", 16.0, "power_w", 300.0, "energy_wh", 5_000.0));
    add(
        "k",
        "2026-03-10T00:00:00Z",
        "2026-03-10T10:00:00Z",
        Map.of("devices", 2L, "device_time_h", 16.0, "power_w", 300.0));

    List<TrainingStretch> stretches = stretches();

    assertThat(stretches.get(0).deviceTimeH()).isEqualTo(16);
    assertThat(stretches.get(0).energyWh()).isEqualTo(5_000);
    // 16 h x 300 W
    assertThat(stretches.get(1).energyWh()).isEqualTo(4_800);
  }

  @Test
  void ofARunningJobOnlyThePowerIsFinal() {
    add(
        "j",
        "2026-03-10T18:00:00Z",
        null,
        Map.of("devices", 2L, "device_time_h", 1.0, "power_w", 300.0, "energy_wh", 1.0));

    TrainingStretch stretch = only();

    // 2 devices x 6 h to midnight x 300 W
    assertThat(stretch.deviceTimeH()).isEqualTo(12);
    assertThat(stretch.energyWh()).isEqualTo(3_600);
    assertThat(stretch.job().endUs()).isNull();
  }

  @Test
  void aNamedDeviceIsOneWhateverTheCountAndStandsWhereItsMeterDoes() {
    add(
        "j",
        "2026-03-10T00:00:00Z",
        "2026-03-10T01:00:00Z",
        Map.of("devices", 8L, "device_id", "g0", "site_id", "north"));
    add(
        "j",
        "2026-03-10T00:00:00Z",
        "2026-03-10T01:00:00Z",
        Map.of("device_id", "g1", "site_id", "north"));

    List<TrainingStretch> stretches =
        records()
            .stretches(
                List.of(span("g0", "j", "south", "2026-03-10T00:00:00Z", "2026-03-10T01:00:00Z")));

    assertThat(stretches)
        .extracting(TrainingStretch::siteId, TrainingStretch::isMetered)
        .containsExactly(tuple("south", true), tuple("north", false));
    assertThat(stretches.get(0).devices()).isEqualTo(1);
  }

  @Test
  void aDeviceThatMovesWhileItIsTrainedOnIsAStretchAtEachSite() {
    add(
        "j",
        "2026-03-10T00:00:00Z",
        "2026-03-10T04:00:00Z",
        Map.of("device_id", "g0", "energy_wh", 800.0));

    List<TrainingStretch> stretches =
        records()
            .stretches(
                List.of(
                    span("g0", "j", "north", "2026-03-10T00:00:00Z", "2026-03-10T01:00:00Z"),
                    span("g0", "j", "south", "2026-03-10T01:00:00Z", "2026-03-10T04:00:00Z")));

    assertThat(stretches)
        .extracting(TrainingStretch::siteId, TrainingStretch::deviceTimeH)
        .containsExactly(tuple("north", 1.0), tuple("south", 3.0));
    // A quarter of 800 Wh before the move; and of 4 h / 10 000 h x 36 kg = 14.4 g
    assertThat(stretches.get(0).energyWh()).isEqualTo(200);
    assertThat(stretches.get(0).embodiedNg()).isCloseTo(3.6e9, within(1.0));
  }

  @Test
  void ofTwoJobsOnOneDeviceTheFirstKeepsItTillItsEnd() {
    add("b", "2026-03-10T00:00:00Z", "2026-03-10T04:00:00Z", Map.of("device_id", "g0"));
    add("a", "2026-03-10T03:00:00Z", "2026-03-10T07:00:00Z", Map.of("device_id", "g0"));
    add("c", "2026-03-10T01:00:00Z", "2026-03-10T02:00:00Z", Map.of("device_id", "g0"));
    add("d", "2026-03-10T03:00:00Z", "2026-03-10T07:00:00Z", Map.of("device_id", "g1"));

    TrainingRecords records = records();

    assertThat(records.devices())
        .extracting(held -> held.job().jobId(), JobDevice::fromUs, JobDevice::toUs)
        .containsExactly(
            tuple("b", us("2026-03-10T00:00:00Z"), us("2026-03-10T04:00:00Z")),
            tuple("a", us("2026-03-10T04:00:00Z"), us("2026-03-10T07:00:00Z")),
            tuple("d", us("2026-03-10T03:00:00Z"), us("2026-03-10T07:00:00Z")));
    // 4 h and 3 h x 400 W; nothing is left for c
    assertThat(records.stretches(List.of()))
        .extracting(TrainingStretch::energyWh, TrainingStretch::deviceTimeH)
        .containsExactly(
            tuple(1_600.0, 4.0), tuple(1_200.0, 3.0), tuple(0.0, 0.0), tuple(1_600.0, 4.0));
    assertThat(records.contestedDevices()).isEqualTo(1);
  }

  @Test
  void ofTwoJobsThatStartTogetherTheFirstByNameHasTheDevice() {
    add("b", "2026-03-10T00:00:00Z", "2026-03-10T04:00:00Z", Map.of("device_id", "g0"));
    add("a", "2026-03-10T00:00:00Z", "2026-03-10T02:00:00Z", Map.of("device_id", "g0"));

    assertThat(records().devices())
        .extracting(held -> held.job().jobId(), JobDevice::fromUs)
        .containsExactly(
            tuple("b", us("2026-03-10T02:00:00Z")), tuple("a", us("2026-03-10T00:00:00Z")));
  }

  @Test
  void twoRowsOfOneJobOnOneDeviceDoNotContestIt() {
    add("j", "2026-03-10T00:00:00Z", "2026-03-10T04:00:00Z", Map.of("device_id", "g0"));
    add("j", "2026-03-10T03:00:00Z", "2026-03-10T06:00:00Z", Map.of("device_id", "g0"));

    TrainingRecords records = records();

    assertThat(records.contestedDevices()).isZero();
    assertThat(records.stretches(List.of()))
        .extracting(TrainingStretch::deviceTimeH)
        .containsExactly(4.0, 2.0);
  }

  @Test
  void attributionHearsOnlyOfNamedDevicesThatAreUnderAJobOnTheDay() {
    add("old", "2026-03-09T00:00:00Z", "2026-03-10T00:00:00Z", Map.of("device_id", "g0"));
    add("none", "2026-03-10T00:00:00Z", "2026-03-10T01:00:00Z", Map.of("devices", 8L));
    add("moment", "2026-03-10T05:00:00Z", "2026-03-10T05:00:00Z", Map.of("device_id", "g0"));
    add("on", "2026-03-09T12:00:00Z", null, Map.of("device_id", "g1", "site_id", "north"));

    assertThat(records().devices())
        .containsExactly(
            new JobDevice(
                "g1",
                new JobDevice.Job("on", "(unattributed)", "(none)"),
                "north",
                "golden-400",
                us("2026-03-09T12:00:00Z"),
                us("2026-03-11T00:00:00Z")));
  }

  @Test
  void aJobHasOneModelOneTeamAndOneSpan() {
    add("j", "2026-03-09T00:00:00Z", "2026-03-09T10:00:00Z", Map.of("model_id", "b"));
    add(
        "j",
        "2026-03-10T00:00:00Z",
        "2026-03-10T10:00:00Z",
        Map.of("model_id", "a", "team_id", "search-prod", "site_id", "north"));
    add("k", "2026-03-10T00:00:00Z", "2026-03-10T10:00:00Z", Map.of());

    TrainingRecords records = records();
    List<TrainingStretch> stretches = records.stretches(List.of());

    assertThat(records.contradictoryJobs()).isEqualTo(1);
    // search-prod is a key of the team search; a row without a site follows the job's other rows.
    assertThat(stretches.get(0).job())
        .isEqualTo(
            new TrainingStretch.Job(
                "j", "a", "search", us("2026-03-09T00:00:00Z"), us("2026-03-10T10:00:00Z")));
    assertThat(stretches.get(0).siteId()).isEqualTo("north");
    assertThat(stretches.get(2).job().modelId()).isEqualTo("(unattributed)");
    assertThat(stretches.get(2).job().teamId()).isEqualTo("(none)");
    assertThat(stretches.get(2).siteId()).isEqualTo("(unknown)");
  }

  @Test
  void energyBeforeTheFirstPublishedDayHasTheFactorsOfItsHours() {
    add(
        "j",
        "2026-03-10T09:30:00Z",
        "2026-03-10T12:30:00Z",
        Map.of("site_id", "north", "model_id", "m"));

    Row row = earlier("2026-03-11").rows().get(0);

    // 3 h x 400 W x 1.5 = 1 800 Wh
    assertThat(row.getString(0)).isEqualTo("m");
    assertThat(row.getDouble(3)).isCloseTo(1_800, within(1e-9));
    // The hours from 10 have 100, 200 and 400 g/kWh, others 300:
    // 0.6 kWh x (0.5 h x 300 + 100 + 200 + 0.5 h x 400) = 0.6 x 650 = 390 g
    assertThat(row.getDouble(4)).isCloseTo(390, within(1e-9));
    // 3 h / 10 000 h x 36 kg = 10.8 g
    assertThat(row.getDouble(5)).isCloseTo(10.8, within(1e-9));
  }

  @Test
  void onlyThePartBeforeTheFirstPublishedDayIsEarlier() {
    add("j", "2026-03-09T18:00:00Z", "2026-03-10T06:00:00Z", Map.of("site_id", "north"));

    // Half of 12 h x 400 W x 1.5
    assertThat(earlier("2026-03-10").rows().get(0).getDouble(3)).isCloseTo(3_600, within(1e-9));
    assertThat(earlier("2026-03-09").rows()).isEmpty();
  }

  @Test
  void aFactorThatIsNotKnownForTheTimeGivesNullAndIsCounted() {
    // west's grid is known for 2020 only; its PUE is 2
    add("j", "2026-03-09T18:00:00Z", "2026-03-09T19:00:00Z", Map.of("site_id", "west"));
    add("k", "2026-03-09T18:00:00Z", "2026-03-09T18:00:00Z", Map.of("energy_wh", 5.0));

    EarlierTraining earlier = earlier("2026-03-10");

    assertThat(earlier.rows().get(0).getDouble(3)).isCloseTo(800, within(1e-9));
    assertThat(earlier.rows().get(0).isNullAt(4)).isTrue();
    assertThat(earlier.rows().get(1).isNullAt(3)).isTrue();
    assertThat(earlier.unknown()).isEqualTo(2);
  }

  private EarlierTraining earlier(String firstDay) {
    return new EarlierTraining(
        stretches(), TimeRange.ofDay(LocalDate.parse(firstDay)).startUs(), REFERENCE);
  }

  private TrainingStretch only() {
    assertThat(rows).hasSize(1);
    return stretches().get(0);
  }

  private List<TrainingStretch> stretches() {
    return records().stretches(List.of());
  }

  private TrainingRecords records() {
    return new TrainingRecords(rows, REFERENCE, DAY);
  }

  private void add(String job, String start, String end, Map<String, Object> more) {
    Map<String, Object> cells = new HashMap<>(more);
    cells.put("job_id", job);
    cells.put("started_at", Timestamp.from(Instant.parse(start)));
    cells.put("ended_at", end == null ? null : Timestamp.from(Instant.parse(end)));
    cells.put("device_model", "golden-400");
    rows.add(
        new GenericRowWithSchema(
            CanonicalTables.TRAINING.fields().stream().map(Field::name).map(cells::get).toArray(),
            CanonicalTables.TRAINING.schema()));
  }

  private static Topology.JobSpan span(
      String device, String job, String site, String from, String to) {
    return new Topology.JobSpan(device, job, site, "Golden-400", us(from), us(to));
  }

  private static long us(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }

  private static Reference reference() {
    ReferenceConfig tables =
        Nights.config(
                Path.of("src", "test", "resources", "golden", "quiet-day", "golden.conf"),
                Path.of("target"))
            .reference();
    return ReferenceCatalog.load(new ReferenceSource(tables.directory(), tables.versions()));
  }
}
