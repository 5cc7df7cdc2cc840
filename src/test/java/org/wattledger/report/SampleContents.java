package org.wattledger.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.wattledger.report.Headline.Balance;

/** Contents of a page without a warehouse: small, balanced, and called whatever a test likes. */
final class SampleContents {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  private final List<String> names;
  private boolean isShared;
  private Map<String, Double> costs = Map.of("EUR", 1.25);

  private SampleContents(List<String> names) {
    this.names = names;
  }

  /** Models and teams of these names. */
  static SampleContents named(List<String> names) {
    return new SampleContents(names);
  }

  /** So many teams. */
  static SampleContents teams(int teams) {
    return named(IntStream.range(0, teams).mapToObj("team-%05d"::formatted).toList());
  }

  SampleContents shared() {
    isShared = true;
    return this;
  }

  SampleContents costing(Map<String, Double> amounts) {
    costs = amounts;
    return this;
  }

  /** Each name took 3.6 MJ = 1 kWh active and 0.5 kWh shared idle. */
  ReportContents contents() {
    long active = 3_600_000_000L * names.size();
    long shared = 1_800_000_000L * names.size();
    Map<String, ReportTable> tables = new LinkedHashMap<>();
    for (ReportTable table : tables()) {
      tables.put(table.id(), table);
    }
    List<Flow> flows = new ArrayList<>();
    names.stream()
        .limit(20)
        .forEach(
            name -> {
              flows.add(new Flow(name, Flow.Part.ACTIVE, name, 3_600_000_000L));
              flows.add(new Flow(name, Flow.Part.SHARED_IDLE, name, 1_800_000_000L));
            });
    return new ReportContents(
        new ReportScope(
            DAY,
            DAY,
            ZoneId.of("UTC"),
            1,
            List.of(),
            isShared,
            5,
            2,
            Instant.parse("2026-03-02T06:00:00Z"),
            "test",
            List.of("4"),
            List.of("grid=2026-11-01,sites=2026-11-01")),
        headline(active, shared),
        flows,
        tables,
        List.of());
  }

  private Headline headline(long active, long shared) {
    double wh = (active + shared) / 3_600_000.0;
    return new Headline(
        new Balance(active + shared, 0, active, 0, shared, 0, 0),
        new Bounded(wh, 0.95 * wh, 1.05 * wh, "meter"),
        0L,
        1.2 * wh,
        new Bounded(400.0, 300.0, 600.0, "grid factor"),
        new Bounded(200.0, 100.0, 300.0, null),
        new Bounded(null, null, null, null),
        20.0,
        900.0,
        0,
        1.0,
        2.0,
        costs,
        1.0,
        10L * names.size(),
        0,
        1000);
  }

  private List<ReportTable> tables() {
    List<List<Object>> models = new ArrayList<>();
    List<List<Object>> teams = new ArrayList<>();
    List<List<Object>> queries = new ArrayList<>();
    for (String name : names) {
      models.add(Arrays.asList(name, name, 10L, 3_600_000_000L, 1_800_000_000L, 0L, 1800.0, null));
      teams.add(Arrays.asList(name, null, 10L, 3_600_000_000L, 1_800_000_000L, 0L, 1800.0, 400.0));
      queries.add(Arrays.asList(name, name, "1-63", 10L, 0.2, 0.3, 0.1, 0.4, 0.9));
    }
    List<TableColumn> energy =
        List.of(
            new TableColumn("requests", "Requests", Quantity.COUNT, "", false),
            new TableColumn("active_energy_mj", "Active", Quantity.ENERGY_MJ, "", false),
            new TableColumn("idle_energy_mj", "Shared idle", Quantity.ENERGY_MJ, "", false),
            new TableColumn("provisioned_idle_energy_mj", "Idle", Quantity.ENERGY_MJ, "", true),
            new TableColumn("facility", "Facility", Quantity.ENERGY_WH, "", false),
            new TableColumn("location", "Location-based", Quantity.EMISSIONS_G, "", false));
    return List.of(
        new ReportTable("models", "Models", text(energy, "model", "site"), models, true),
        new ReportTable("teams", "Teams", text(energy, "team", "center"), teams, true),
        new ReportTable("queries", "Queries", queryColumns(), queries, false),
        new ReportTable("hours", "Hours", hourColumns("hour"), hours(), false),
        new ReportTable("days", "Days", hourColumns("day"), hours(), false),
        empty("balance", "site"),
        empty("scenarios", "scenario", "kind", "location"),
        empty("lifetimes", "model", "training", "inference"),
        empty("training", "job"),
        empty("claims", "claim", "wh", "fleet", "boundary"),
        empty("sayings", "claim"),
        empty("findings", "check"),
        empty("checks", "check"),
        empty("sources", "source"),
        empty("rejects", "source"),
        empty("coverage", "site"),
        empty("restatements", "table"));
  }

  private static List<List<Object>> hours() {
    List<List<Object>> hours = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      hours.add(
          Arrays.asList(
              "2026-03-01 %02d:00".formatted(hour), 1L, 1_000_000L * hour, 5L, 0L, 0L, 200.0));
    }
    // A day that is not published.
    hours.add(Arrays.asList("2026-03-02 00:00", null, null, null, null, null, null));
    return hours;
  }

  private static List<TableColumn> hourColumns(String key) {
    return List.of(
        TableColumn.text(key, "When", ""),
        new TableColumn("requests", "Requests", Quantity.COUNT, "", false),
        new TableColumn("active_energy_mj", "Active", Quantity.ENERGY_MJ, "", false),
        new TableColumn("idle_energy_mj", "Shared idle", Quantity.ENERGY_MJ, "", false),
        new TableColumn("provisioned_idle_energy_mj", "Idle", Quantity.ENERGY_MJ, "", false),
        new TableColumn("unattributed_energy_mj", "Nobody", Quantity.ENERGY_MJ, "", false),
        new TableColumn("intensity", "Intensity", Quantity.INTENSITY, "", false));
  }

  private static List<TableColumn> queryColumns() {
    List<TableColumn> columns = new ArrayList<>();
    columns.add(TableColumn.text("model", "Model", ""));
    columns.add(TableColumn.text("operation", "Operation", ""));
    columns.add(TableColumn.text("class", "Tokens", ""));
    columns.add(new TableColumn("requests", "Requests", Quantity.COUNT, "", false));
    for (String key : List.of("mean", "idle_mean", "p50", "p90", "p99")) {
      columns.add(new TableColumn(key, key, Quantity.QUERY_WH, "", false));
    }
    return columns;
  }

  private static List<TableColumn> text(List<TableColumn> numbers, String... names) {
    List<TableColumn> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(TableColumn.text(name, name, ""));
    }
    columns.addAll(numbers);
    return columns;
  }

  private static ReportTable empty(String id, String... keys) {
    return new ReportTable(
        id,
        id,
        Arrays.stream(keys).map(key -> TableColumn.text(key, key, "")).toList(),
        List.of(),
        false);
  }
}
