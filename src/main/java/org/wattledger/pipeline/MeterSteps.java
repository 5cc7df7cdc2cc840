package org.wattledger.pipeline;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.wattledger.attribution.PoolSlots;
import org.wattledger.attribution.RequestTrace;
import org.wattledger.explanation.Step;
import org.wattledger.physics.SlotGrid;
import org.wattledger.schema.CanonicalTables;

/** The meters of a pool in the hours of a request: what they recorded, and from which files. */
final class MeterSteps {

  private static final long MICROS = 1_000;
  private static final String READINGS = "readings";

  private final RetracedDay day;
  private final SlotGrid grid;

  MeterSteps(RetracedDay day, SlotGrid grid) {
    this.day = day;
    this.grid = grid;
  }

  Step meters(RequestTrace trace, List<PoolSlots> pools, JavaRDD<Row> deviceHours) {
    Step.Builder step =
        new Step.Builder(
                ColumnSteps.METERS,
                "energy of each meter of the pool, by hour: differences of its curve E(t)")
            .column("device_id", "")
            .column("hour", "UTC")
            .column("device_model", "")
            .column("measured", "mJ")
            .column("estimated", "mJ")
            .column("readings", "1")
            .column("gap", "s")
            .column("basis", "");
    Set<String> devices = new TreeSet<>();
    pools.forEach(pool -> devices.addAll(pool.devices()));
    Set<Integer> hours =
        trace.pieces().stream()
            .map(piece -> grid.hourOfInterval(piece.interval()))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> names = List.copyOf(devices);
    List<Integer> wanted = List.copyOf(hours);
    deviceHours
        .filter(row -> wanted.contains(row.getInt(0)) && names.contains(row.getString(3)))
        .collect()
        .stream()
        .sorted(
            Comparator.comparing((Row row) -> row.getString(3)).thenComparing(row -> row.getInt(0)))
        .forEach(
            row ->
                step.row(
                    row.get(3),
                    row.get(0),
                    row.get(4),
                    row.get(6),
                    row.get(7),
                    row.get(10),
                    row.get(11),
                    row.get(13)));
    files(step, names, wanted);
    return step.build();
  }

  private void files(Step.Builder step, List<String> devices, List<Integer> hours) {
    if (hours.isEmpty()) {
      return;
    }
    Timestamp from = at(grid.hourStartUs(hours.get(0)));
    Timestamp to = at(grid.hourStartUs(hours.get(hours.size() - 1)) + SlotGrid.HOUR_US);
    Column inside =
        CanonicalTables.DEVICE_ID
            .column()
            .isin(devices.toArray())
            .and(CanonicalTables.SAMPLED_AT.column().geq(functions.lit(from)))
            .and(CanonicalTables.SAMPLED_AT.column().lt(functions.lit(to)));
    Column source = CanonicalTables.SOURCE.column();
    Column file = CanonicalTables.FILE.column();
    day.ingested()
        .telemetry()
        .where(inside)
        .groupBy(source, file)
        .agg(functions.count(functions.lit(1)).alias(READINGS))
        .orderBy(source, file)
        .collectAsList()
        .forEach(
            row ->
                step.figure(
                    "readings in these hours",
                    row.getLong(2),
                    "1",
                    row.getString(0) + ": " + row.getString(1)));
  }

  private static Timestamp at(long us) {
    return Timestamp.from(Instant.ofEpochMilli(us / MICROS));
  }
}
