package org.wattledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.DaySample;
import org.wattledger.pipeline.SourceSample;
import org.wattledger.publication.Json;
import org.wattledger.sources.LocalSpark;

/** What validate --sample shows of a dirty log and meter, from the files to the text. */
class DaySampleTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String GATEWAY =
      """
      requests = [{
        name = gateway, format = json, path = "%s/logs/{date}/*.jsonl"
        columns {
          request_id = id, started_at = start, model_id = model, team_id = team, user_id = user
          output_tokens = tokens
        }
      }]
      """;
  private static final String METERS =
      """
      telemetry = [
        {
          name = meters, format = csv, path = "%1$s/meters/{date}.csv", where = "dev <> 'spare'"
          columns { device_id = dev, sampled_at = at, power_w = "watts(draw)" }
        }
        {
          name = local-times, format = csv, path = "%1$s/local/{date}.csv"
          columns { device_id = dev, sampled_at = at, power_w = draw }
          zone = "America/New_York", offset = 250 ms
        }
        {
          name = no-such-column, format = csv, path = "%1$s/local/{date}.csv"
          columns { device_id = device, sampled_at = at, power_w = draw }
        }
        {
          name = no-file, format = csv, path = "%1$s/none/{date}.csv"
          columns { device_id = dev, sampled_at = at, power_w = draw }
        }
      ]
      """;

  private final SparkSession spark = LocalSpark.session();

  @TempDir private Path directory;

  @BeforeEach
  void aDirtyDay() throws IOException {
    write(
        "logs/2026-03-01/a.jsonl",
        """
        {"id":"r1","start":"2026-03-01T10:00:00Z","model":"m\\u001b[31m","user":"canary-user","tokens":7,"prompt":"canary-prompt"}
        {"id":"r2","start":"2026-03-01T10:00:01Z","model":"m","user":"canary-user","tokens":"seven canary"}
        {"id":"cut canary
        {"id":"r4","start":"2026-03-01T10:00:02Z","user":"-","tokens":1}
        {"id":"r5","start":"2026-02-28T10:00:00Z","model":"m","tokens":1}
        {"id":"r6","start":"2026-03-01T10:00:00Z","model":"m","tokens":-1}
        """);
    write(
        "logs/2026-03-01/b.jsonl",
        """
        {"id":"r7","start":"2026-03-01T11:00:00Z","model":"m2","tokens":2}
        {"id":"beyond","start":"2026-03-01T11:00:00Z","model":"beyond","team":"beyond"}
        """);
    write("logs/2026-02-28/a.jsonl", "{\"team\":\"not of the day\"}\n");
    write(
        "meters/2026-03-01.csv",
        """
        dev,at,draw
        gpu-0,2026-03-01T10:00:00Z,100 W
        gpu-0,2026-03-01T10:00:10Z,much canary
        gpu-0,2026-03-01T10:00:20Z,-5 W
        gpu-1,2026-03-01T10:00:30Z,-
        spare,2026-03-01T10:00:40Z,1 W
        canary,2026-03-01T10:00:50Z
        """);
    write("local/2026-03-01.csv", "dev,at,draw\ngpu-0,2026-03-01 21:00:00,5\n");
  }

  @Test
  void aDirtyLogIsShownColumnByColumnWithoutAKey() throws IOException {
    DaySample sample = DaySample.of(spark, config(GATEWAY), DAY, 7);

    // Six records of the first file, then one of the second; r5 is of the day before. Of the cut
    // line nothing counts as filled, "-" is no user, and "seven" is no number of tokens.
    assertThat(text(sample))
        .isEqualTo(
            """

            source gateway: requests, json, 2 files of the day
              7 records: 2 accepted, 4 refused (1 MALFORMED, 1 WRONG_TYPE, 1 MISSING_FIELD, \
            1 NEGATIVE), 0 filtered, 1 outside the window
              column         from    filled        examples
              request_id     id      6 of 7  85 %  r1 | r2 | r4
              started_at     start   6 of 7  85 %  2026-03-01T10:00:00Z | 2026-03-01T10:00:01Z | \
            2026-03-01T10:00:02Z
              model_id       model   5 of 7  71 %  m\\u001b[31m | m | m2
              team_id        team    0 of 7   0 %
              user_id        user    2 of 7  28 %  (hidden)
              output_tokens  tokens  5 of 7  71 %  7 | 1 | -1
              not mapped: ended_at, first_token_at, workflow_id, logical_request_id, site_id, \
            unit_id, prefill_unit_id, device_id, operation, status, prompt_tokens, \
            cached_prompt_tokens
              refused: 2026-03-01/a.jsonl record 2: WRONG_TYPE, output_tokens is no BIGINT
              refused: 2026-03-01/a.jsonl record 3: MALFORMED, does not parse as json
              refused: 2026-03-01/a.jsonl record 4: MISSING_FIELD, model_id is missing
              refused: 2026-03-01/a.jsonl record 6: NEGATIVE, output_tokens is below zero
              warning: Source "gateway" maps user_id, but privacy.user-key has 0 bytes and 32 are \
            needed. Set it (for instance through WATTLEDGER_USER_KEY), or leave user_id out of the \
            mapping.
              warning: mapped, but never filled: team_id; check the names in the mapping
              warning: ended_at is not mapped: a model of whose requests no source tells an end is \
            charged for moments only
            """);
    assertThat(Json.text(sample)).doesNotContain("canary", "beyond", "not of the day");
  }

  @Test
  void underTheSitesKeyAUserIsShownAsInTheTables() throws Exception {
    WattledgerConfig config = config(GATEWAY, "privacy.user-key=" + KEY);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
    String userKey = HexFormat.of().formatHex(mac.doFinal("canary-user".getBytes(UTF_8)));

    SourceSample gateway = DaySample.of(spark, config, DAY, 1).sources().get(0);

    assertThat(gateway.records()).isEqualTo(1);
    assertThat(gateway.columns().get(4).column()).isEqualTo("user_id");
    assertThat(gateway.columns().get(4).examples()).containsExactly(userKey.substring(0, 39) + "…");
    assertThat(Json.text(gateway)).doesNotContain("canary", KEY);
  }

  @Test
  void metersAreShownWithWhatIsWrongAndWhatCannotBeRead() throws IOException {
    DaySample sample = DaySample.of(spark, config(METERS), DAY, 20);

    // 21:00 in New York in March is 02:00 UTC of the next day, beyond the hour of lookaround.
    assertThat(text(sample))
        .isEqualTo(
            """

            source meters: telemetry, csv, 1 file of the day
              6 records: 1 accepted, 4 refused (1 MALFORMED, 1 WRONG_TYPE, 1 MISSING_FIELD, \
            1 NEGATIVE), 1 filtered, 0 outside the window
              column      from         filled        examples
              device_id   dev          5 of 6  83 %  gpu-0 | gpu-1 | spare
              sampled_at  at           5 of 6  83 %  2026-03-01T10:00:00Z | 2026-03-01T10:00:10Z | \
            2026-03-01T10:00:20Z
              power_w     watts(draw)  3 of 6  50 %  100.0 | -5.0 | 1.0
              not mapped: energy_mj, utilization_ratio, node_id, unit_id, model_id, site_id, \
            device_model, device_kind
              refused: 2026-03-01.csv record 2: WRONG_TYPE, power_w is no DOUBLE
              refused: 2026-03-01.csv record 3: NEGATIVE, power_w is below zero
              refused: 2026-03-01.csv record 4: MISSING_FIELD, energy_mj, power_w, \
            utilization_ratio are all missing
              refused: 2026-03-01.csv record 6: MALFORMED, does not parse as csv

            source local-times: telemetry, csv, 1 file of the day
              1 record: 0 accepted, 0 refused, 0 filtered, 1 outside the window
              column      from  filled         examples
              device_id   dev   1 of 1  100 %  gpu-0
              sampled_at  at    1 of 1  100 %  2026-03-02T01:59:59.750Z
              power_w     draw  1 of 1  100 %  5.0
              not mapped: energy_mj, utilization_ratio, node_id, unit_id, model_id, site_id, \
            device_model, device_kind
              warning: every record lies outside 2026-03-01 in UTC, see sampled_at; if the log \
            writes local times, set zone (now America/New_York); if its clock is wrong, offset \
            (now 250 ms)
            """);
    assertThat(sample.failures())
        .extracting(failure -> failure.exitCode().number() + " " + failure.subject())
        .containsExactly("3 sample of no-such-column");
    assertThat(sample.failures().get(0).message()).contains("has no column device");
    assertThat(Json.text(sample)).doesNotContain("canary");
  }

  /** 1,772,359,200 s, read as milliseconds, are twenty days and a half of 1970. */
  @Test
  void epochsOfAnotherUnitAreSuspected() throws IOException {
    write("seconds.csv", "dev,at,draw\ngpu-0,1772359200,5\ngpu-0,1772359210,5\n");

    DaySample sample =
        DaySample.of(
            spark,
            config(
                """
                telemetry = [{
                  name = seconds, format = csv, path = "%s/seconds.csv"
                  columns { device_id = dev, sampled_at = "epoch_ms(at)", power_w = draw }
                }]
                """),
            DAY,
            20);

    assertThat(sample.sources().get(0).warnings())
        .singleElement()
        .asString()
        .startsWith("seconds: times lie in January 1970")
        .contains("epoch_s instead of epoch_ms");
  }

  /** The parser's own message would show the record. */
  @Test
  void aRecordOfMoreCellsThanTheParserTakesIsNotShown() throws IOException {
    write("wide.csv", "dev,at,draw\ngpu-0,canary,5,canary,canary,canary\n");

    DaySample sample =
        DaySample.of(
            spark,
            config(
                """
                telemetry = [{
                  name = wide, format = csv, path = "%s/wide.csv", options { maxColumns = 4 }
                  columns { device_id = dev, sampled_at = at, power_w = draw }
                }]
                """),
            DAY,
            20);

    assertThat(sample.failures()).singleElement().asString().contains("wide", "maxColumns");
    assertThat(Json.text(sample)).doesNotContain("canary");
  }

  private static String text(DaySample sample) {
    return sample.sources().stream()
        .flatMap(source -> new SampleText(source).lines().stream())
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  private WattledgerConfig config(String sources, String... sets) throws IOException {
    write("test.conf", "wattledger.sources {\n" + sources.formatted(directory) + "}\n");
    return ConfigReader.read(Optional.of(directory.resolve("test.conf")), List.of(sets), Map.of());
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
