package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.contract.SampleDay.DAY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.ErasedKeys;
import org.wattledger.pipeline.UserErasure;
import org.wattledger.pipeline.UserErasure.Report;
import org.wattledger.pipeline.WarehouseStatus;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.testing.FileTree;
import org.wattledger.testing.SparkExtension;

/** A user asks to be forgotten: of the sample's day, whose user keys have no id. */
@ExtendWith(SparkExtension.class)
class UserErasureTest {

  private Path warehouse;
  private WattledgerConfig config;

  @BeforeEach
  void publishTheSample() throws IOException {
    warehouse = Nights.warehouse("erasure");
    FileTree.copy(SampleDay.published().warehouse(), warehouse);
    config = Nights.config(Path.of("conf", "sample.conf"), warehouse);
  }

  @Test
  void oneUserIsForgottenAndEveryNumberStays() throws IOException {
    Map<String, Object> most;
    long withoutKey;
    long keys;
    try (PublishedTables tables = new PublishedTables(warehouse, DAY)) {
      most =
          tables.row(
              "SELECT user_key, count(*) AS n FROM request_footprint WHERE user_key IS NOT NULL"
                  + " GROUP BY ALL ORDER BY n DESC, user_key LIMIT 1");
      withoutKey = tables.number("SELECT count(*) - count(user_key) FROM request_footprint");
      keys = tables.number("SELECT count(DISTINCT user_key) FROM request_footprint");
    }
    Map<String, List<String>> before = Warehouses.rows(warehouse, DAY, CanonicalTables.USER_KEY);
    ErasedKeys user = ErasedKeys.ofKey((String) most.get("user_key"));
    Report expected = new Report(List.of(DAY), (long) most.get("n"));

    assertThat(erase(user, true)).isEqualTo(expected);
    assertThat(Warehouses.rows(warehouse, DAY))
        .isEqualTo(Warehouses.rows(SampleDay.published().warehouse(), DAY));
    assertThat(erase(user, false)).isEqualTo(expected);

    assertThat(Warehouses.rows(warehouse, DAY, CanonicalTables.USER_KEY)).isEqualTo(before);
    try (PublishedTables tables = new PublishedTables(warehouse, DAY)) {
      assertThat(tables.number("SELECT count(*) - count(user_key) FROM request_footprint"))
          .isEqualTo(withoutKey + expected.rows());
      assertThat(tables.number("SELECT count(DISTINCT user_key) FROM request_footprint"))
          .isEqualTo(keys - 1);
    }
    // The rows of the run before are gone, not only out of sight, and the files are as committed.
    assertThat(SampleDay.files(warehouse.resolve("_data/request_footprint")))
        .allMatch(file -> file.contains("erase-"))
        .isNotEmpty();
    assertThat(WarehouseStatus.of(config, DAY, true).alteredFiles()).isEmpty();
    assertThat(WarehouseStatus.of(config, DAY, false).changedInputs()).isEmpty();
    assertThat(erase(user, false)).isEqualTo(new Report(List.of(), 0));
  }

  @Test
  void allKeysOfARetiredHmacKeyGoAlsoFromASecondWarehouseOfHadoops() throws IOException {
    Path second = Nights.warehouse("erasure-sink");
    config =
        Nights.config(
            Path.of("conf", "sample.conf"),
            warehouse,
            "sink.format=parquet",
            "sink.path=" + second.toAbsolutePath());
    assertThat(erase(ErasedKeys.ofKeyId("2025-10"), true)).isEqualTo(new Report(List.of(), 0));

    Report report = erase(ErasedKeys.ofKeyId("(none)"), false);

    assertThat(report.days()).containsExactly(DAY);
    try (PublishedTables tables = new PublishedTables(warehouse, DAY)) {
      assertThat(tables.number("SELECT count(user_key) FROM request_footprint")).isZero();
    }
    assertThat(Warehouses.rows(second, DAY)).isEqualTo(Warehouses.rows(warehouse, DAY));
    assertThat(second.resolve("request_footprint/dt=" + DAY)).isDirectory();
    assertThat(Files.isSymbolicLink(second.resolve("request_footprint/dt=" + DAY))).isFalse();
  }

  private Report erase(ErasedKeys keys, boolean dryRun) {
    return new UserErasure(
            SparkExtension.session(), config, keys, Instant.parse("2026-12-02T09:00:00Z"))
        .erase(dryRun);
  }
}
