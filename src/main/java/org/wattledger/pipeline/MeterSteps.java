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
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

/** The meters of a pool in the hours of a request: what they recorded, and from which files. */
final class MeterSteps {

  private static final long MICROS = 1_000;
  private static final String READINGS = "readings";

  /** Of the meters and hours, in the order of the table's columns. */
  private static final List<Field> SHOWN =
      List.of(
          CanonicalTables.DEVICE_ID,
          OutputTables.USAGE_HOUR,
          OutputTables.DEVICE_MODEL,
          OutputTables.MEASURED_MJ,
          OutputTables.ESTIMATED_MJ,
          OutputTables.SAMPLES,
          OutputTables.GAP_S,
          OutputTables.ENERGY_BASIS);

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
            "energy of each meter of the pool, by hour: differences of its curve E(t)");
    SHOWN.forEach(field -> step.column(field.name(), field.unit().symbol()));
    Set<String> devices = new TreeSet<>();
    pools.forEach(pool -> devices.addAll(pool.devices()));
    Set<Integer> hours =
        trace.pieces().stream()
            .map(piece -> grid.hourOfInterval(piece.interval()))
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> names = List.copyOf(devices);
    List<Integer> wanted = List.copyOf(hours);
    int hour = place(OutputTables.USAGE_HOUR);
    int device = place(CanonicalTables.DEVICE_ID);
    deviceHours
        .filter(row -> wanted.contains(row.getInt(hour)) && names.contains(row.getString(device)))
        .collect()
        .stream()
        .sorted(
            Comparator.comparing((Row row) -> row.getString(device))
                .thenComparing(row -> row.getInt(hour)))
        .forEach(row -> step.row(SHOWN.stream().map(field -> row.get(place(field))).toArray()));
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
        .rows()
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

  /** Rows come without the day, which is the table's first column. */
  private static int place(Field field) {
    return OutputTables.DEVICE_HOURLY.schema().fieldIndex(field.name()) - 1;
  }

  private static Timestamp at(long us) {
    return Timestamp.from(Instant.ofEpochMilli(us / MICROS));
  }
}
