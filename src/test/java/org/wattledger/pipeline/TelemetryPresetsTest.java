package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.config.SourceKind;
import org.wattledger.contract.Nights;
import org.wattledger.contract.PublishedTables;
import org.wattledger.ingest.SourceCount;
import org.wattledger.testing.SparkExtension;

/**
 * The shipped presets of meters and placements, all in one night, each on a file of 50 to 62
 * records in its format.
 *
 * <p>All tell of 48 readings from 10:00:00 on, with dirt between them: two told twice, one of the
 * next day, one cut, without a time or a device, a word for a number, NaN, a negative number, and
 * 300 kW. Free labels hold the word CANARY.
 */
@ExtendWith(SparkExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelemetryPresetsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final String OVERLAPPING = "GPU-604ac76c-d9cf-fef3-62e9-d92044ab6e52";

  private RunManifest manifest;
  private PublishedTables tables;

  @BeforeAll
  void oneNight() {
    Path warehouse = Nights.warehouse("telemetry-presets");
    Path file = Path.of("src/test/resources/preset-fixtures/meters.conf");
    RunOutcome outcome = Nights.run(Nights.config(file, warehouse), DAY);
    String runId = outcome.summary().orElseThrow().getParent().getFileName().toString();
    manifest = RunManifest.read(warehouse, runId).orElseThrow();
    tables = new PublishedTables(warehouse, DAY);
  }

  @AfterAll
  void close() {
    tables.close();
  }

  @ParameterizedTest
  @CsvSource({
    // read = accepted + rejected + duplicates + filtered + outside
    "dcgm,        answers.json,    61, 48, 7, 2, 3, 1",
    "dcgm-text,   exposition.prom, 62, 48, 8, 2, 3, 1",
    "smi,         gpu-a-07.csv,    58, 49, 6, 2, 0, 1",
    "smi-no-uuid, gpu-b-01.csv,    52, 48, 2, 2, 0, 0",
    "smi-no-uuid, gpu-b-02.csv,    50, 48, 1, 1, 0, 0",
    "nvml,        gpu-c-01.csv,    57, 48, 6, 2, 0, 1",
    "kepler,      answers.json,    61, 48, 6, 2, 4, 1",
    "redfish,     telegraf.jsonl,  60, 48, 6, 2, 3, 1",
    "ipmi,        answers.json,    60, 48, 6, 2, 3, 1",
    "rapl,        node.prom,       59, 48, 5, 2, 3, 1",
    "utilisation, exposition.prom, 61, 48, 7, 2, 3, 1",
    "pods,        answers.json,    52, 48, 2, 0, 1, 1"
  })
  void everyRecordIsAccountedFor(
      String source,
      String file,
      long read,
      long accepted,
      long rejected,
      long duplicates,
      long filtered,
      long outside) {
    SourceKind kind = source.equals("pods") ? SourceKind.PLACEMENTS : SourceKind.TELEMETRY;
    SourceCount count =
        manifest.counts().stream()
            .filter(each -> each.source().equals(source) && each.file().endsWith(file))
            .findFirst()
            .orElseThrow();

    assertThat(count)
        .isEqualTo(
            new SourceCount(
                kind,
                source,
                count.file(),
                read,
                accepted,
                rejected,
                duplicates,
                filtered,
                outside));
  }

  @ParameterizedTest
  @CsvSource({
    // The blank 9223372036854775794 and the device without an id are missing.
    "dcgm,        MALFORMED=1 MISSING_FIELD=2 NEGATIVE=1 NON_FINITE=1 POWER_BOUND=1 WRONG_TYPE=1",
    "dcgm-text,   MALFORMED=1 MISSING_FIELD=1 NEGATIVE=1 NON_FINITE=2 OUT_OF_RANGE=1 POWER_BOUND=1 WRONG_TYPE=1",
    "smi,         MALFORMED=1 MISSING_FIELD=1 NEGATIVE=1 NON_FINITE=1 POWER_BOUND=1 WRONG_TYPE=1",
    // No model is told, so 300 kW are only more than any device draws; one cut line in each file.
    "smi-no-uuid, MALFORMED=2 OUT_OF_RANGE=1",
    "nvml,        MALFORMED=1 MISSING_FIELD=1 NEGATIVE=1 NON_FINITE=1 POWER_BOUND=1 WRONG_TYPE=1",
    // The answer that says error is the malformed record.
    "kepler,      MALFORMED=1 MISSING_FIELD=1 NEGATIVE=1 NON_FINITE=1 OUT_OF_RANGE=1 WRONG_TYPE=1",
    "redfish,     MALFORMED=1 MISSING_FIELD=1 NEGATIVE=1 NON_FINITE=1 OUT_OF_RANGE=1 WRONG_TYPE=1",
    "ipmi,        MALFORMED=1 MISSING_FIELD=1 NEGATIVE=1 NON_FINITE=1 OUT_OF_RANGE=1 WRONG_TYPE=1",
    "rapl,        MALFORMED=1 MISSING_FIELD=1 NEGATIVE=1 NON_FINITE=1 WRONG_TYPE=1",
    "utilisation, MALFORMED=1 MISSING_FIELD=1 NEGATIVE=1 NON_FINITE=1 OUT_OF_RANGE=1 POWER_UNKNOWN=1 WRONG_TYPE=1",
    "pods,        MALFORMED=1 MISSING_FIELD=1"
  })
  void whatIsRefusedHasItsReason(String source, String reasons) {
    Map<String, Long> found = new TreeMap<>();
    tables
        .rows(
            "SELECT reason, count(*) AS n FROM rejected WHERE source = '%s' GROUP BY 1"
                .formatted(source))
        .forEach(row -> found.put((String) row.get("reason"), (Long) row.get("n")));
    Map<String, Long> expected = new TreeMap<>();
    Stream.of(reasons.split(" "))
        .map(each -> each.split("="))
        .forEach(each -> expected.put(each[0], Long.valueOf(each[1])));

    assertThat(found).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // Told by two sources: the counter from 0 to 460 s, 23 x 6,000 J, and behind it nvidia-smi's
    // (346 W + 347 W) / 2 x 10 s.
    OVERLAPPING + ", accelerator, 141465000",
    // Power rises evenly from 200 to 223 W: 211.5 W x 460 s.
    "GPU-0c9a71d2-5a31-4c57-9d0e-1b2f3a4c5d6e, accelerator, 97290000",
    // 123.5 W x 470 s; 100 W and 150 W x 460 s.
    "gpu-b-01/gpu-0, accelerator, 58045000",
    "gpu-b-02/gpu-0, accelerator, 46000000",
    "gpu-b-02/gpu-1, accelerator, 69000000",
    // The counter, 47 x 2,500 J with a restart between, wins over 300 W.
    "gpu-c-01/gpu-0, accelerator, 117500000",
    // 15 x 6,000 J; 15 x 3,000 J; 450 W x 450 s.
    "GPU-3877938d-024c-c46b-5268-cd86ad37f0d7, accelerator, 90000000",
    "node-k1/package//sys/class/powercap/intel-rapl:0, host, 45000000",
    "bmc-1/System.Embedded.1, platform, 202500000",
    // 423.5 W and 523.5 W x 470 s.
    "node-r1/redfish, platform, 199045000",
    "node-i1/ipmi, platform, 246045000",
    // 22 x 2,000 J: the step of the wrap is a gap. 23 x 400 J.
    "node-n1/package-0, host, 44000000",
    "node-n1/dram-0, host, 9200000",
    // Half busy, 12 to 70 W: 41 W x 460 s.
    "GPU-t4-1, accelerator, 18860000",
    "GPU-t4-2, accelerator, 18860000"
  })
  void theEnergyOfADeviceIsWhatItsReadingsSay(String device, String kind, long energyMj) {
    Map<String, Object> hours =
        tables.row(
            "SELECT max(device_kind) AS kind, sum(measured_mj)::BIGINT AS mj FROM device_hourly"
                + " WHERE device_id = '%s'".formatted(device));

    assertThat(hours).containsEntry("kind", kind).containsEntry("mj", energyMj);
  }

  @Test
  void thereIsNoOtherDevice() {
    assertThat(
            tables.row(
                "SELECT count(DISTINCT device_id) AS n FROM device_hourly WHERE measured_mj > 0"))
        .containsEntry("n", 15L);
  }

  @Test
  void placementsSayWhatADeviceServed() {
    // Of the overlapping device all energy belongs to the model that its pod served.
    assertThat(
            tables.row(
                "SELECT site_id, pool_id, measured_mj FROM energy_balance"
                    + " WHERE device_kind = 'accelerator' AND pool_id LIKE '%vllm-0'"))
        .containsEntry("measured_mj", 141_465_000L);
  }

  @Test
  void aMeterThatContradictsItselfIsTold() {
    // 300 W x 470 s against 117,500 J of the counter: a fifth more. The overlapping device lies
    // within a tenth: (300 W + 346 W) / 2 x 460 s = 148,580 J, or more where dcgm tells 310 W,
    // against
    // 138,000 J.
    assertThat(
            tables.row(
                "SELECT subject, actual, status FROM data_quality WHERE check_name LIKE 'devices whose power%'"))
        .containsEntry("subject", "gpu-c-01/gpu-0")
        .containsEntry("actual", 1.0)
        .containsEntry("status", "warn");
  }

  @Test
  void freeLabelsStayInTheirFiles() {
    for (String table :
        new String[] {"rejected", "device_hourly", "energy_balance", "data_quality"}) {
      assertThat(tables.rows("SELECT * FROM " + table))
          .isNotEmpty()
          .noneMatch(row -> row.toString().contains("CANARY"));
    }
  }
}
