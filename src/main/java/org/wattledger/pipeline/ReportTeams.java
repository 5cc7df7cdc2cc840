package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.report.Flow;
import org.wattledger.report.Flow.Part;
import org.wattledger.report.ReportTable;
import org.wattledger.report.SmallTeams;
import org.wattledger.report.TableColumn;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** Energy and footprint by team, and the ways that metered energy took to them. */
final class ReportTeams {

  /** What a page shows at most; the rest is one row. */
  static final int MOST_TEAMS = 10_000;

  /** Teams that the flow shows by name. */
  private static final int FLOWING_TEAMS = 10;

  private static final String TRAINING = "training";

  private static final List<Field> LEDGER =
      List.of(
          Measures.ACTIVE_ENERGY_MJ,
          Measures.IDLE_ENERGY_MJ,
          Measures.PROVISIONED_IDLE_ENERGY_MJ,
          Measures.UNATTRIBUTED_ENERGY_MJ);

  private static final int TEAM = 0;
  private static final int CENTER = 1;
  private static final int SITE = 2;
  private static final int IS_TRAINING = 3;
  private static final int FIRST_SUM = 4;

  private final ReportColumns columns;
  private final List<Row> groups;

  private ReportTeams(ReportColumns columns, List<Row> groups) {
    this.columns = columns;
    this.groups = groups;
  }

  /**
   * Sums.
   *
   * @param teamDaily rows of {@code team_daily}
   */
  static ReportTeams of(Dataset<Row> teamDaily) {
    ReportColumns columns =
        new ReportColumns()
            .text("team", "Team", OutputTables.TEAM_ID.name())
            .text("center", "Cost centre", OutputTables.COST_CENTER.name())
            .sum(Measures.REQUESTS, "Requests")
            .sum(Measures.FAILED_REQUESTS, "Failed")
            .detail()
            .sum(Measures.PROMPT_TOKENS, "Input tokens")
            .detail()
            .sum(Measures.OUTPUT_TOKENS, "Output tokens")
            .energy("Idle capacity")
            .footprint()
            .sum(Measures.ENERGY_COST, "Cost");
    Column isTraining = coalesce(CanonicalTables.OPERATION.column().equalTo(TRAINING), lit(false));
    List<Column> keys =
        List.of(
            OutputTables.TEAM_ID.column(),
            OutputTables.COST_CENTER.column(),
            OutputTables.SITE_ID.column(),
            isTraining.as("is_training"));
    return new ReportTeams(
        columns,
        ReportRows.aggregated(teamDaily, keys, ReportRows.sums(columns.fields())).collectAsList());
  }

  /** Distinct user keys by team; a team without any is absent. */
  static Map<String, Long> users(Dataset<Row> requestFootprint) {
    Map<String, Long> users = new HashMap<>();
    requestFootprint
        .groupBy(OutputTables.TEAM_ID.column())
        .agg(countDistinct(CanonicalTables.USER_KEY.column()))
        .collectAsList()
        .forEach(row -> users.put(row.getString(0), row.getLong(1)));
    return users;
  }

  /** Names that stand for people: all but idle and unattributed energy. */
  Set<String> names() {
    return groups.stream()
        .map(row -> row.getString(TEAM))
        .filter(name -> !isNobody(name))
        .collect(Collectors.toSet());
  }

  /**
   * One row per team, the largest first, then the energy of nobody.
   *
   * @param currencies of the prices; cost is shown if there is one
   */
  ReportTable table(SmallTeams small, List<String> currencies) {
    Map<String, List<List<Object>>> byTeam = new TreeMap<>();
    for (Row row : groups) {
      List<Object> cells = ReportRows.cells(row);
      String team = small.shown(row.getString(TEAM));
      List<Object> kept = new ArrayList<>();
      kept.add(team);
      kept.add(team.equals(SmallTeams.ROW) ? null : cells.get(CENTER));
      kept.addAll(cells.subList(FIRST_SUM, cells.size()));
      byTeam.computeIfAbsent(team, name -> new ArrayList<>()).add(kept);
    }
    List<List<Object>> rows = new ArrayList<>();
    byTeam.forEach(
        (team, parts) -> {
          List<Object> sum = new ArrayList<>(ReportTable.sum(team, columns.columns(), parts));
          sum.set(CENTER, centers(parts));
          rows.add(sum);
        });
    rows.sort(
        Comparator.comparing((List<Object> row) -> isNobody((String) row.get(TEAM)))
            .thenComparingDouble(row -> -charged(row))
            .thenComparing(row -> (String) row.get(TEAM)));
    List<List<Object>> shown = limited(rows, columns.columns(), MOST_TEAMS, "teams");
    int last = columns.columns().size() - 1;
    List<TableColumn> kept = new ArrayList<>(columns.columns().subList(0, last));
    if (currencies.size() == 1) {
      kept.add(columns.columns().get(last).named("Cost, " + currencies.get(0)));
    } else {
      // Amounts of several currencies do not add up.
      shown = shown.stream().map(row -> row.subList(0, last)).toList();
    }
    return new ReportTable("teams", "Energy and footprint by team", kept, shown, true);
  }

  /** Where each metered joule went; consumers beyond the largest are one. */
  List<Flow> flows(SmallTeams small, ReportTable table) {
    Set<String> named =
        table.rows().stream()
            .map(row -> (String) row.get(TEAM))
            .filter(name -> !isNobody(name))
            .limit(FLOWING_TEAMS)
            .collect(Collectors.toSet());
    long others = names().stream().map(small::shown).distinct().count() - named.size();
    String rest = others == 1 ? "1 other team" : String.format("%,d other teams", others);
    Map<List<Object>, Long> energy = new LinkedHashMap<>();
    for (Row row : groups) {
      String shown = small.shown(row.getString(TEAM));
      String consumer = named.contains(shown) || isNobody(shown) ? shown : rest;
      for (int i = 0; i < LEDGER.size(); i++) {
        Long amount = row.getAs(LEDGER.get(i).name());
        if (amount != null && amount != 0) {
          Part part = part(i, row.getBoolean(IS_TRAINING));
          energy.merge(List.of(row.getString(SITE), part, consumer), amount, Long::sum);
        }
      }
    }
    return energy.entrySet().stream()
        .map(
            flow ->
                new Flow(
                    (String) flow.getKey().get(0),
                    (Part) flow.getKey().get(1),
                    (String) flow.getKey().get(2),
                    flow.getValue()))
        .toList();
  }

  /** Energy that training jobs drew from meters. */
  long trainingMj() {
    return groups.stream()
        .filter(row -> row.getBoolean(IS_TRAINING))
        .map(row -> row.<Long>getAs(Measures.ACTIVE_ENERGY_MJ.name()))
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Facility energy of the same, Wh. */
  double trainingFacilityWh() {
    return groups.stream()
        .filter(row -> row.getBoolean(IS_TRAINING))
        .map(row -> row.<Double>getAs(Measures.FACILITY_ENERGY_WH.name()))
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** The first rows, and one for what is left. */
  static List<List<Object>> limited(
      List<List<Object>> rows, List<TableColumn> columns, int most, String what) {
    if (rows.size() <= most) {
      return rows;
    }
    List<List<Object>> limited = new ArrayList<>(rows.subList(0, most - 1));
    List<List<Object>> rest = rows.subList(most - 1, rows.size());
    limited.add(ReportTable.sum("(%,d more %s)".formatted(rest.size(), what), columns, rest));
    return limited;
  }

  private static Part part(int ledger, boolean isTraining) {
    return switch (ledger) {
      case 0 -> isTraining ? Part.TRAINING : Part.ACTIVE;
      case 1 -> Part.SHARED_IDLE;
      case 2 -> Part.PROVISIONED_IDLE;
      default -> Part.UNATTRIBUTED;
    };
  }

  private double charged(List<Object> row) {
    int first = 2 + columns.fields().indexOf(Measures.ACTIVE_ENERGY_MJ);
    return row.subList(first, first + LEDGER.size()).stream()
        .filter(Objects::nonNull)
        .mapToDouble(cell -> ((Number) cell).doubleValue())
        .sum();
  }

  private static String centers(List<List<Object>> parts) {
    return parts.stream()
        .map(part -> (String) part.get(CENTER))
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .reduce((one, other) -> one + ", " + other)
        .orElse(null);
  }

  private static boolean isNobody(String team) {
    return team.equals(OutputTables.IDLE) || team.equals(OutputTables.UNATTRIBUTED);
  }
}
