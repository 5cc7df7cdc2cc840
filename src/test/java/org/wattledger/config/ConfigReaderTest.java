package org.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.config.AttributionConfig.IdleTeams;
import org.wattledger.config.QualityConfig.Gate;
import org.wattledger.testing.Fault;
import org.wattledger.testing.Threat;

final class ConfigReaderTest {

  private static final String KEY = "0123456789abcdef-canary";

  @TempDir Path directory;

  @Test
  void withoutAFileEverythingHasItsDefault() {
    WattledgerConfig config = ConfigReader.read(Optional.empty(), List.of(), Map.of());

    assertThat(config.warehouse()).isEqualTo("warehouse");
    assertThat(config.sources()).isEmpty();
    assertThat(config.reference().directory()).isEmpty();
    assertThat(config.reference().versions())
        .containsOnlyKeys(ReferenceConfig.TABLES.toArray(String[]::new))
        .containsEntry("energy_sources", "2026-11-01");
    assertThat(config.reference().gridExports()).isEmpty();
    assertThat(config.reference().gridExportBasis())
        .isEqualTo(ReferenceConfig.ExportBasis.LIFECYCLE);
    assertThat(config.attribution())
        .isEqualTo(
            new AttributionConfig(
                Duration.ofSeconds(1),
                SharingRule.WORK,
                Optional.empty(),
                Duration.ofHours(1),
                IdleTeams.SEPARATE));
    assertThat(config.quality())
        .isEqualTo(
            new QualityConfig(
                0.05,
                0.25,
                0.9,
                5,
                true,
                Duration.ofMinutes(15),
                Gate.STOP,
                new QualityConfig.Gates(Gate.STOP, Gate.STOP, Gate.WARN, Gate.WARN)));
    assertThat(config.sink()).isEqualTo(new SinkConfig(SinkConfig.Format.NONE, Optional.empty()));
    assertThat(config.privacy().userKey()).isEmpty();
  }

  @Test
  void everyKeyCanBeGivenExplicitly() throws IOException {
    WattledgerConfig config =
        read(
            """
            bucket = "s3://energy"
            wattledger {
              warehouse = ${bucket}/books
              sources {
                requests = [{
                  name = gateway, format = csv, path = "logs/{date}/{a,b}.csv"
                  epoch = "2024-06-26T10:00:00Z"
                  options { header = true, sep = ";", fs.s3a.endpoint = local }
                  zone = "-04:00", offset = -2 s, schema = "a STRING"
                  columns {
                    started_at = "to_timestamp(t)"
                    request_id = "id"
                    model_id = "m"
                    cached_prompt_tokens = 0
                  }
                  where = "a <> 'health'"
                }]
                telemetry = [{
                  name = meters, format = parquet, path = "m/*.parquet", zone = "Europe/Berlin"
                  columns { device_id = uuid, sampled_at = t, power_w = p }
                }]
                placements = [{
                  name = places, format = json, path = "p.json", records = day.places
                  columns { device_id = d }
                }]
                training = [{
                  name = jobs, format = csv, path = "jobs.csv"
                  columns { job_id = id, started_at = start, power_w = watts }
                }]
              }
              reference {
                directory = "facts", grid = "2025-01-01"
                grid-exports = ["a/*.csv", b.csv], grid-export-basis = direct
              }
              attribution {
                slot = 10 seconds, rule = output-tokens, max-gap = 90s, lookaround = 2 hours
                idle { teams = by-use }
              }
              quality {
                max-rejected-ratio = 0.5, max-unattributed-ratio = 1
                require-complete-day = false, max-telemetry-lag = 1 minute
                min-coverage-ratio = 0.25, max-daily-change = 10, schema-drift = warn
                gates { rejected = warn, unattributed = warn, coverage = stop, daily-change = stop }
              }
              sink { format = delta, path = "s3://tables" }
              privacy { user-key = ${?WATTLEDGER_USER_KEY} }
            }
            """);

    assertThat(config.warehouse()).isEqualTo("s3://energy/books");
    SourceConfig requests = config.requests().get(0);
    assertThat(requests)
        .isEqualTo(
            new SourceConfig(
                SourceKind.REQUESTS,
                "gateway",
                "csv",
                "logs/{date}/{a,b}.csv",
                Optional.empty(),
                Map.of("header", "true", "sep", ";", "fs.s3a.endpoint", "local"),
                ZoneOffset.ofHours(-4),
                Instant.parse("2024-06-26T10:00:00Z"),
                Duration.ofSeconds(-2),
                Optional.of("a STRING"),
                Map.of(
                    "started_at", "to_timestamp(t)",
                    "request_id", "id",
                    "model_id", "m",
                    "cached_prompt_tokens", "0"),
                Optional.of("a <> 'health'")));
    assertThat(requests.columns().keySet())
        .containsExactly("started_at", "request_id", "model_id", "cached_prompt_tokens");
    SourceConfig telemetry = config.telemetry().get(0);
    assertThat(telemetry.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(telemetry.offset()).isZero();
    assertThat(config.placements()).extracting(SourceConfig::name).containsExactly("places");
    assertThat(config.placements().get(0).records()).contains("day.places");
    assertThat(config.placements().get(0).epoch()).isEqualTo(Instant.EPOCH);
    assertThat(config.training().get(0).kind()).isEqualTo(SourceKind.TRAINING);
    assertThat(config.sources())
        .extracting(SourceConfig::name)
        .containsExactly("gateway", "meters", "places", "jobs");
    assertThat(config.reference().directory()).contains(Path.of("facts"));
    assertThat(config.reference().versions())
        .containsEntry("grid", "2025-01-01")
        .containsEntry("hardware", "2026-11-01");
    assertThat(config.reference().gridExports()).containsExactly("a/*.csv", "b.csv");
    assertThat(config.reference().gridExportBasis()).isEqualTo(ReferenceConfig.ExportBasis.DIRECT);
    assertThat(config.attribution())
        .isEqualTo(
            new AttributionConfig(
                Duration.ofSeconds(10),
                SharingRule.OUTPUT_TOKENS,
                Optional.of(Duration.ofSeconds(90)),
                Duration.ofHours(2),
                IdleTeams.BY_USE));
    assertThat(config.quality())
        .isEqualTo(
            new QualityConfig(
                0.5,
                1,
                0.25,
                10,
                false,
                Duration.ofMinutes(1),
                Gate.WARN,
                new QualityConfig.Gates(Gate.WARN, Gate.WARN, Gate.STOP, Gate.STOP)));
    assertThat(config.sink())
        .isEqualTo(new SinkConfig(SinkConfig.Format.DELTA, Optional.of("s3://tables")));
    assertThat(config.privacy().userKey().map(Secret::reveal)).contains(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          attribution.slot=7s             | does not divide an hour evenly
          attribution.slot=50ms           | at least 100 ms
          attribution.slot=100ms          | no multiple of 64 microseconds
          attribution.slot=1              | has no unit
          attribution.slot=1 parsec       | is no duration
          attribution.slot=[1s]           | expects a single value
          attribution.rule=token          | known: output-tokens, requests, time, total-tokens, work
          attribution.rule=output-token   | did you mean output-tokens?
          attribution.max-gap=0s          | or auto
          attribution.lookaround=25h      | only the neighbouring days are read
          attribution.lookaround=0s       | longer than 0
          attribution.idle.teams=by-used  | did you mean by-use?
          attribution.idle=null           | idle: is missing
          attribution.idle=by-use         | expects { ... }, not a text
          attribution.slto=1s             | unknown key; did you mean slot?
          quality.max-rejected-ratio=5    | between 0 and 1
          quality.max-rejected-ratio=NaN  | between 0 and 1
          quality.max-rejected-ratio=5%   | expects a number
          quality.max-daily-change=0.5    | from 1 on
          quality.gates.coverage=halt     | known: stop, warn
          sink.format=delta               | path: is missing
          quality.max-telemetry-lag=-1s   | between 0 s and 24 h
          quality.require-complete-day=2  | expects true or false
          reference.grid=../secret        | only letters, digits
          reference.grid=null             | is missing
          reference.grid-exports=a.csv    | expects a list, [ ... ]
          reference.grid-export-basis=lca | lifecycle
          reference.energy_sources=x      | did you mean energy-sources?
          warehouse=null                  | is missing
          warehouse=                      | is empty
          privacy.user-key=short          | shorter than 16 characters
          sources.requests=gateway        | expects a list
          sources.requests=[1]            | expects { ... }, not a number
          sources.training=jobs           | expects a list
          sources.request=[]              | did you mean requests?
          wharehouse=x                    | did you mean warehouse?
          """)
  @Threat("S9")
  void aWrongValueIsRefusedWithItsRemedy(String set, String remedy) {
    ConfigProblems problems = refusedSets(set);

    assertThat(problems.problems()).hasSize(1);
    assertThat(problems).hasMessageContaining(remedy);
    assertThat(problems.problems().get(0).origin())
        .isIn("--set " + set.substring(0, set.indexOf('=')), "reference.conf:13");
    assertThat(problems.problems().get(0).key()).startsWith("wattledger.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name = "a b"                        | only letters, digits
          name = "../x"                       | only letters, digits
          name = "a/b"                        | only letters, digits
          name = null                         | name: is missing
          format = jsn                        | did you mean json?
          path = "logs/{day}/*.json"          | unknown token {day}
          path = ""                           | is empty
          zone = "Europe/Berlim"              | is no time zone
          offset = 30 h                       | at most 24 h
          epoch = yesterday                   | is no instant in UTC
          records = "spans..span"             | names the members that lead to the records
          format = csv, records = "spans"     | leads into JSON lines
          pth = "x"                           | did you mean path?
          preset = "../litellm"               | unknown preset
          preset = "/etc/passwd"              | unknown preset
          preset = litelm                     | unknown preset; did you mean litellm?
          columns.modl_id = "m"               | did you mean model_id?
          columns.power_w = "p"               | no column of requests
          columns.request_id = null           | columns.request_id: is missing
          columns = "id"                      | expects { ... }, not a text
          columns.team_id = [a]               | expects a single value
          """)
  @Threat("S9")
  void aWrongSourceIsRefusedWithItsRemedy(String line, String remedy) throws IOException {
    Files.writeString(directory.resolve("litellm.conf"), "format = json");

    ConfigProblems problems =
        refused(
            """
            wattledger.sources.requests = [{
              name = gateway, format = json, path = "x"
              columns { request_id = id, started_at = t, model_id = m }
              %s
            }]
            """
                .formatted(line));

    assertThat(problems.problems()).hasSize(1);
    assertThat(problems).hasMessageContaining(remedy);
    assertThat(problems.problems().get(0).key()).startsWith("wattledger.sources.requests[0].");
  }

  @Test
  void aMeterWithoutAnyReadingIsRefused() {
    ConfigProblems problems =
        refused(
            """
            wattledger.sources.telemetry = [{
              name = m, format = csv, path = "x", columns { device_id = d, sampled_at = t }
            }]
            """);

    assertThat(problems)
        .hasMessageContaining("map at least one of energy_mj, power_w, utilization_ratio");
  }

  @Test
  void twoSourcesOfOneNameAreRefused() {
    String source = "{ name = twin, format = csv, path = x, columns { device_id = d } }";

    assertThat(refused("wattledger.sources.placements = [" + source + ", " + source + "]"))
        .hasMessageContaining("is already the name of wattledger.sources.placements[0].name");
  }

  @Test
  @Fault("F43")
  void allProblemsAreToldAtOnceEachWithFileAndLine() {
    ConfigProblems problems =
        refused(
            """
            wattledger {
              attribution.slot = 7s
              quality.max-rejected-ratio = 5
              warehouze = "x"
            }
            """);

    assertThat(problems.problems())
        .extracting(ConfigProblem::origin)
        .containsExactlyInAnyOrder(at(2), at(3), at(4));
    assertThat(problems)
        .hasMessageStartingWith("3 problems in the configuration:")
        .hasMessageContaining("wattledger.attribution.slot = \"7s\"");
  }

  @Test
  void otherRootsAreTheUsersOwnButAMistypedOneIsTold() {
    assertThat(read("mine.x = 1, wattledger.warehouse = w").warehouse()).isEqualTo("w");
    assertThat(refused("watledger.warehouse = w, wattledger {}"))
        .hasMessageContaining("did you mean wattledger?");
    assertThat(refused("warehouse = w")).hasMessageContaining("has no wattledger { ... }");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          include url("http://localhost/x.conf")
          include "http://localhost/x.conf"
          include required(url("file:/etc/x.conf"))
          """)
  @Threat("S8")
  void anIncludeByAddressIsRefused(String include) {
    ConfigProblems problems = refused(include + "\nwattledger {}");

    assertThat(problems).hasMessageContaining("an address is refused");
    assertThat(problems.problems().get(0).origin())
        .isEqualTo(directory.resolve("site.conf").toString());
  }

  @Test
  void anIncludedFileIsRead() throws IOException {
    Files.writeString(directory.resolve("more.conf"), "wattledger.warehouse = included");

    assertThat(read("include \"more.conf\"\nwattledger {}").warehouse()).isEqualTo("included");
  }

  @Test
  void argumentsWinOverTheFileAndTheLastOneOverTheFormer() {
    WattledgerConfig config =
        read(
            "wattledger.warehouse = file",
            List.of("warehouse=one", "wattledger.warehouse=s3://two/#x", "attribution.slot=2s"));

    assertThat(config.warehouse()).isEqualTo("s3://two/#x");
    assertThat(config.attribution().slot()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void anArgumentWithoutAValueIsRefused() {
    assertThat(refusedSets("warehouse")).hasMessageContaining("expects path=value");
    assertThat(refusedSets("=x")).hasMessageContaining("expects path=value");
    assertThat(refusedSets("a..b=x")).hasMessageContaining("--set a..b");
  }

  @Test
  void aFileThatIsMissingOrNoHoconIsToldByName() {
    Path missing = directory.resolve("absent.conf");
    ConfigProblems absent =
        catchThrowableOfType(
            ConfigProblems.class,
            () -> ConfigReader.read(Optional.of(missing), List.of(), Map.of()));

    assertThat(absent).hasMessageContaining("absent.conf");
    assertThat(refused("wattledger {").problems().get(0).origin()).startsWith(at(1).split(":")[0]);
    assertThat(refused("wattledger.warehouse = ${nowhere}")).hasMessageContaining("${nowhere}");
  }

  @Test
  void aPresetIsOverriddenColumnByColumn() throws IOException {
    Files.writeString(
        directory.resolve("litellm.conf"),
        """
        format = json
        where = "call_type <> 'health'"
        columns {
          started_at = "startTime"
          request_id = "request_id"
          model_id = "model"
          user_id = "user"
        }
        """);

    SourceConfig source =
        read("""
                wattledger.sources.requests = [{
                  name = gateway, preset = litellm, path = "x"
                  columns { team_id = "meta.team", model_id = "model_group", user_id = null }
                }]
                """)
            .requests()
            .get(0);

    assertThat(source.format()).isEqualTo("json");
    assertThat(source.where()).contains("call_type <> 'health'");
    assertThat(source.columns())
        .isEqualTo(
            Map.of(
                "started_at", "startTime",
                "request_id", "request_id",
                "model_id", "model_group",
                "team_id", "meta.team"));
    assertThat(source.columns().keySet()).startsWith("started_at", "request_id");
  }

  @Test
  void theShippedExamplesAreValid() {
    WattledgerConfig nightly = shipped("nightly.conf");
    WattledgerConfig sample = shipped("sample.conf");

    assertThat(nightly.sources())
        .extracting(SourceConfig::name)
        .containsExactly("gateway", "gpu-meters", "scheduler");
    assertThat(nightly.requests().get(0).path())
        .isEqualTo("/var/log/inference/gateway/{date}/*.jsonl.gz");
    assertThat(sample.reference().versions())
        .containsEntry("grid", "2026-11-01+sample")
        .containsEntry("prices", "sample")
        .containsEntry("meter_tiers", "2026-11-01");
    assertThat(sample.telemetry().get(0).columns())
        .containsOnlyKeys(SourceKind.TELEMETRY.columns().toArray(String[]::new));
  }

  private static WattledgerConfig shipped(String name) {
    return ConfigReader.read(Optional.of(Path.of("conf", name)), List.of(), Map.of());
  }

  private WattledgerConfig read(String hocon) {
    return read(hocon, List.of());
  }

  private WattledgerConfig read(String hocon, List<String> sets) {
    return ConfigReader.read(
        Optional.of(file(hocon)), sets, Map.of("WATTLEDGER_USER_KEY", KEY), directory);
  }

  private ConfigProblems refused(String hocon) {
    return catchThrowableOfType(ConfigProblems.class, () -> read(hocon));
  }

  private static ConfigProblems refusedSets(String... sets) {
    return catchThrowableOfType(
        ConfigProblems.class, () -> ConfigReader.read(Optional.empty(), List.of(sets), Map.of()));
  }

  private Path file(String hocon) {
    try {
      return Files.writeString(directory.resolve("site.conf"), hocon);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String at(int line) {
    return directory.resolve("site.conf") + ":" + line;
  }
}
