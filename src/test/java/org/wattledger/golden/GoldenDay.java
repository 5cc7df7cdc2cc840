package org.wattledger.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.contract.Nights;
import org.wattledger.contract.PublishedTables;
import org.wattledger.pipeline.Reconciliation;
import org.wattledger.pipeline.RunOutcome;

/** A situation under {@code src/test/resources/golden}, run through the whole pipeline. */
final class GoldenDay implements AutoCloseable {

  static final LocalDate TENTH_OF_MARCH = LocalDate.of(2026, 3, 10);
  static final LocalDate ELEVENTH_OF_MARCH = LocalDate.of(2026, 3, 11);

  private static final double RELATIVE = 1e-9;

  private final RunOutcome outcome;
  private final PublishedTables tables;

  private GoldenDay(RunOutcome outcome, PublishedTables tables) {
    this.outcome = outcome;
    this.tables = tables;
  }

  /** The tenth of March of a situation. */
  static GoldenDay of(String situation) {
    return of(situation, TENTH_OF_MARCH);
  }

  static GoldenDay of(String situation, LocalDate day) {
    return days(situation, day).get(0);
  }

  /** Several days into one warehouse, in their order. */
  static List<GoldenDay> days(String situation, LocalDate... days) {
    Path file = Path.of("src", "test", "resources", "golden", situation, "golden.conf");
    Path warehouse = Nights.warehouse("golden-" + situation);
    WattledgerConfig config = Nights.config(file, warehouse);
    List<GoldenDay> golden = new ArrayList<>();
    for (LocalDate day : days) {
      RunOutcome outcome = Nights.run(config, day);
      golden.add(new GoldenDay(outcome, new PublishedTables(warehouse, day)));
    }
    return golden;
  }

  /** The whole of the day's ledger of accelerators, mJ. */
  GoldenDay hasBalance(
      long measuredMj, long activeMj, long idleMj, long provisionedMj, long unattributedMj) {
    assertThat(outcome.reconciliation().orElseThrow())
        .isEqualTo(
            new Reconciliation(measuredMj, 0, activeMj, idleMj, provisionedMj, unattributedMj));
    Map<String, Object> balance =
        row(
            "SELECT sum(measured_mj) AS measured, sum(active_mj) AS active,"
                + " sum(shared_idle_mj) AS idle, sum(provisioned_idle_mj) AS provisioned,"
                + " sum(unattributed_mj) AS unattributed FROM energy_balance"
                + " WHERE device_kind = 'accelerator'");
    assertThat(balance.values().stream().map(sum -> ((Number) sum).longValue()))
        .containsExactly(measuredMj, activeMj, idleMj, provisionedMj, unattributedMj);
    return this;
  }

  /** A request's part of the ledger, mJ. */
  GoldenDay charges(String requestId, long activeMj, long idleMj) {
    Map<String, Object> request = request(requestId);
    assertThat(request)
        .containsEntry("active_energy_mj", activeMj)
        .containsEntry("idle_energy_mj", idleMj);
    return this;
  }

  /** The row of {@code request_footprint} of a request. */
  Map<String, Object> request(String requestId) {
    return row("SELECT * FROM request_footprint WHERE request_id = '%s'".formatted(requestId));
  }

  Map<String, Object> row(String sql) {
    return tables.row(sql);
  }

  List<Map<String, Object>> rows(String sql) {
    return tables.rows(sql);
  }

  /** Asserts a double of a row to a relative 1e-9. */
  static void assertAmount(Map<String, Object> row, String column, double expected) {
    assertThat((Double) row.get(column))
        .as(column)
        .isCloseTo(expected, offset(Math.abs(expected) * RELATIVE));
  }

  @Override
  public void close() {
    tables.close();
  }
}
