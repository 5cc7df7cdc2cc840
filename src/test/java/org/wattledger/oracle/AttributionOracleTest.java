package org.wattledger.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wattledger.config.ConfigReader;
import org.wattledger.fleet.FleetGenerator;
import org.wattledger.fleet.FleetPlan;
import org.wattledger.pipeline.NightlyPipeline;
import org.wattledger.pipeline.RunRequest;
import org.wattledger.testing.Fault;
import org.wattledger.testing.SparkExtension;

/**
 * Two generated days through the whole pipeline, against {@link DirectLoop}: a clean one with
 * counters, and a dirty one with power samples, gaps, and requests without end or tokens.
 */
@ExtendWith(SparkExtension.class)
class AttributionOracleTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final long DAY_START_US = DAY.toEpochDay() * 86_400_000_000L;
  private static final String USER_KEY = "a key of the tests, 32 bytes long";
  private static final double RELATIVE = 1e-9;
  private static final String BALANCE = "energy_balance";

  @TempDir static Path folder;

  private static Published counters;
  private static Published powers;

  /** What the pipeline published of a day, and what the loop makes of it. */
  private record Published(String name, SparkSession session, Path warehouse, DirectLoop loop) {

    List<Row> rows(String table) {
      return dataset(table).collectAsList();
    }

    Dataset<Row> dataset(String table) {
      return session.read().parquet(warehouse.resolve(table).resolve("dt=" + DAY).toString());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void publishBothDays(SparkSession session) throws IOException {
    counters =
        published(
            "clean counters, a twentieth of the requests unnamed",
            session,
            fleet("counters").telemetry(FleetPlan.Telemetry.COUNTER).unnamedRatio(0.05).seed(7));
    powers =
        published(
            "dirty power samples, few requests unnamed, some without end or tokens",
            session,
            fleet("powers")
                .telemetry(FleetPlan.Telemetry.POWER)
                .dirty(true)
                .unnamedRatio(0.005)
                .seed(11));
  }

  private static FleetPlan.Builder fleet(String name) {
    // Three units for each of three models; the fifth unit holds two of them.
    return FleetPlan.builder(folder.resolve(name), DAY)
        .requests(2_400)
        .units(9)
        .models(3)
        .devicesPerUnit(2)
        .samplingInterval(Duration.ofSeconds(60))
        .warehouse(folder.resolve(name + "-warehouse").toString());
  }

  private static Published published(String name, SparkSession session, FleetPlan.Builder builder)
      throws IOException {
    FleetPlan plan = builder.build();
    FleetGenerator.generate(session, plan);
    if (plan.dirty()) {
      thinOut(plan.out().resolve("requests"));
    }
    new NightlyPipeline(
            session,
            ConfigReader.read(
                Optional.of(plan.out().resolve("fleet.conf")),
                List.of(),
                Map.of("WATTLEDGER_USER_KEY", USER_KEY)))
        .run(
            new RunRequest(
                DAY, false, true, false, Instant.parse("2026-11-22T01:00:00Z"), "oracle"));
    return new Published(
        name,
        session,
        Path.of(plan.warehouse()),
        new DirectLoop(
            RawDay.read(plan.out()),
            DAY_START_US,
            plan.telemetry().equals(FleetPlan.Telemetry.COUNTER)));
  }

  private static Stream<Published> days() {
    return Stream.of(counters, powers);
  }

  @ParameterizedTest
  @MethodSource("days")
  void theLoopHasAllRequestsOfTheDayInTheSamePools(Published day) {
    Map<String, String> expected = new TreeMap<>();
    day.loop.charges.forEach((id, charge) -> expected.put(id, charge.pool));

    Map<String, String> published = new TreeMap<>();
    for (Row row : day.rows("request_footprint")) {
      published.put(row.getAs("request_id"), row.getAs("site_id") + "/" + row.getAs("pool_id"));
    }

    assertThat(published).hasSizeGreaterThan(2_300).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("days")
  void eachRequestIsChargedWhatTheLoopCharges(Published day) {
    for (Row row : day.rows("request_footprint")) {
      String id = row.getAs("request_id");
      DirectLoop.Charge charge = day.loop.charges.get(id);
      assertRoundedDown(
          id + " active", mj(row, "active_energy_mj"), charge.activeMj, charge.pieces);
      assertRoundedDown(id + " idle", mj(row, "idle_energy_mj"), charge.idleMj, charge.pieces);
      assertHostRoundedDown(id, row.getAs("host_energy_mj"), charge);
    }
  }

  @ParameterizedTest
  @MethodSource("days")
  void eachPoolAndHourIsBookedAsTheLoopBooksIt(Published day) {
    Map<String, Row> balance = balance(day, "accelerator");

    assertThat(balance.keySet()).isEqualTo(day.loop.books.keySet());
    balance.forEach(
        (key, row) -> {
          DirectLoop.Books books = day.loop.books.get(key);
          assertThat(mj(row, "measured_mj")).as(key).isEqualTo(books.measuredMj);
          assertThat(mj(row, "provisioned_idle_mj"))
              .as(key)
              .isEqualTo(wholeMj(books.provisionedNj));
          assertRoundedDown(key, mj(row, "active_mj"), books.activeMj, books.pieces);
          assertRoundedDown(key, mj(row, "shared_idle_mj"), books.idleMj, books.pieces);
        });
  }

  @ParameterizedTest
  @MethodSource("days")
  void theHostOfEachPoolAndHourIsBookedAsTheLoopBooksIt(Published day) {
    Map<String, Row> balance = balance(day, "host");

    Map<String, DirectLoop.Books> expected = new TreeMap<>(day.loop.books);
    expected.values().removeIf(books -> books.hostMeasuredMj == 0);
    assertThat(balance.keySet()).isNotEmpty().isEqualTo(expected.keySet());
    balance.forEach(
        (key, row) -> {
          DirectLoop.Books books = day.loop.books.get(key);
          assertThat(mj(row, "measured_mj")).as(key).isEqualTo(books.hostMeasuredMj);
          assertThat(mj(row, "estimated_mj")).as(key).isEqualTo(books.hostMeasuredMj);
          assertThat(mj(row, "provisioned_idle_mj"))
              .as(key)
              .isEqualTo(wholeMj(books.provisionedHostNj));
          assertRoundedDown(key, mj(row, "active_mj"), books.hostMj, books.pieces);
        });
  }

  private static Map<String, Row> balance(Published day, String deviceKind) {
    Map<String, Row> balance = new TreeMap<>();
    for (Row row : day.rows("energy_balance")) {
      if (row.getAs("device_kind").equals(deviceKind)) {
        balance.put(poolAndHour(row), row);
      }
    }
    return balance;
  }

  private static String poolAndHour(Row row) {
    return "%s/%s %02d"
        .formatted(
            row.<String>getAs("site_id"),
            row.<String>getAs("pool_id"),
            row.<Integer>getAs("usage_hour"));
  }

  private static long wholeMj(Map<DirectLoop.Owner, Long> provisionedNj) {
    return provisionedNj.values().stream().mapToLong(nj -> nj / 1_000_000).sum();
  }

  @ParameterizedTest
  @MethodSource("days")
  @Fault("F39")
  void everyBalanceClosesAndOnlyRoundingIsLeft(Published day) {
    for (Row row : day.rows("energy_balance")) {
      String key = poolAndHour(row);
      long residual =
          mj(row, "measured_mj")
              - mj(row, "active_mj")
              - mj(row, "shared_idle_mj")
              - mj(row, "provisioned_idle_mj")
              - mj(row, "unattributed_mj");
      DirectLoop.Books books = day.loop.books.get(key);
      assertThat(residual).as(key).isZero();
      assertThat(mj(row, "rounding_mj")).as(key).isEqualTo(mj(row, "unattributed_mj"));
      // Less than 1 mJ of each piece and column and of each owner's idle.
      assertThat(mj(row, "rounding_mj"))
          .as(key)
          .isBetween(0L, 2L * books.pieces + books.provisionedNj.size());
    }
  }

  @ParameterizedTest
  @MethodSource("days")
  void eachModelOwnsTheIdleThatTheLoopGivesIt(Published day) {
    Map<String, Long> expected = new TreeMap<>();
    for (DirectLoop.Books books : day.loop.books.values()) {
      books.provisionedNj.forEach(
          (owner, nj) -> expected.merge(owner.model(), nj / 1_000_000, Long::sum));
    }

    assertThat(sums(day, "model_daily", "model_id", "provisioned_idle_energy_mj"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("days")
  void requestsTeamsModelsAndBalanceAreTheSameMillijoules(Published day) {
    String[] marts = {
      "active_energy_mj", "idle_energy_mj", "provisioned_idle_energy_mj", "unattributed_energy_mj"
    };
    String[] balance = {"active_mj", "shared_idle_mj", "provisioned_idle_mj", "unattributed_mj"};
    for (int i = 0; i < marts.length; i++) {
      Map<String, Long> expected = sums(day, BALANCE, "site_id", balance[i]);
      assertThat(sums(day, "team_daily", "site_id", marts[i])).as(marts[i]).isEqualTo(expected);
      assertThat(sums(day, "model_daily", "site_id", marts[i])).as(marts[i]).isEqualTo(expected);
      if (i < 2) {
        assertThat(sums(day, "request_footprint", "site_id", marts[i])).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("days")
  void theDayShowsEveryKindOfEnergy(Published day) {
    double active = day.loop.books.values().stream().mapToDouble(books -> books.activeMj).sum();
    double idle = day.loop.books.values().stream().mapToDouble(books -> books.idleMj).sum();
    long measured = day.loop.books.values().stream().mapToLong(books -> books.measuredMj).sum();

    // A comparison of zeros would prove nothing; small fleets are mostly idle.
    assertThat(active).isGreaterThan(measured * 0.0001);
    assertThat(idle).isGreaterThan(measured * 0.0001);
    assertThat(active + idle).isLessThan(measured * 0.99);
  }

  /** Where nobody has described the host of any device there it is unknown, not 0. */
  private static void assertHostRoundedDown(String id, Long mj, DirectLoop.Charge charge) {
    assertThat(mj == null).as(id + " host").isEqualTo(!charge.isHostKnown);
    if (mj != null) {
      assertRoundedDown(id + " host", mj, charge.hostMj, charge.pieces);
    }
  }

  private static void assertRoundedDown(String what, long mj, double exactMj, int pieces) {
    assertThat((double) mj)
        .as(what)
        .isBetween(exactMj * (1 - RELATIVE) - pieces, exactMj * (1 + RELATIVE) + 1e-6);
  }

  private static long mj(Row row, String column) {
    return row.<Long>getAs(column);
  }

  /** Sums by key, in whole millijoules; keys without energy are left out. */
  private static Map<String, Long> sums(Published day, String table, String key, String column) {
    Map<String, Long> sums = new HashMap<>();
    for (Row row : day.rows(table)) {
      if (!table.equals(BALANCE) || row.getAs("device_kind").equals("accelerator")) {
        sums.merge(row.getAs(key), mj(row, column), Long::sum);
      }
    }
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  /** Takes the end, a token count or the first token from every tenth request or so. */
  private static void thinOut(Path requests) throws IOException {
    ObjectMapper json = new ObjectMapper();
    String[] columns = {"ended_at", "output_tokens", "prompt_tokens", "first_token_at"};
    for (Path file : RawDay.files(requests)) {
      List<String> lines = RawDay.lines(file);
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        for (String line : lines) {
          String thinned = line;
          try {
            ObjectNode row = (ObjectNode) json.readTree(line);
            int drawn = Math.floorMod(row.path("request_id").asText().hashCode(), 40);
            if (drawn < columns.length) {
              row.remove(columns[drawn]);
              thinned = row.toString();
            }
          } catch (JsonProcessingException e) {
            // A line that breaks off stays as it is.
          }
          out.write((thinned + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }
}
