package org.wattledger.attribution;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.SlotGrid;
import org.wattledger.schema.CanonicalTables;

/**
 * From samples to one {@link DeviceDay} per device. Samples are brought together by device and
 * sorted by time; a device's day is worked on as primitive arrays, since counters and gaps need
 * their neighbours.
 */
final class Meters implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SlotGrid grid;
  private final MeterRules rules;
  private final Broadcast<Map<String, DeviceFacts>> hardware;
  private final Broadcast<Map<String, String>> placedModels;

  /**
   * @param hardware facts by lower-case name or alias
   * @param placedModels device model by device, where placements or jobs name it
   */
  Meters(
      SlotGrid grid,
      MeterRules rules,
      Broadcast<Map<String, DeviceFacts>> hardware,
      Broadcast<Map<String, String>> placedModels) {
    this.grid = grid;
    this.rules = rules;
    this.hardware = hardware;
    this.placedModels = placedModels;
  }

  JavaRDD<DeviceDay> read(Dataset<Row> telemetry, int partitions) {
    Column[] columns = CanonicalTables.STAGED_TELEMETRY.columns();
    // Every column takes part in the order, so that equal times come in the same order on every
    // run.
    Column[] order = new Column[columns.length];
    order[0] = CanonicalTables.DEVICE_ID.column();
    order[1] = CanonicalTables.SAMPLED_AT.column();
    order[2] = CanonicalTables.SOURCE.column();
    int next = 3;
    for (String name : CanonicalTables.STAGED_TELEMETRY.columnNames()) {
      if (!List.of(
              CanonicalTables.DEVICE_ID.name(),
              CanonicalTables.SAMPLED_AT.name(),
              CanonicalTables.SOURCE.name())
          .contains(name)) {
        order[next++] = CanonicalTables.STAGED_TELEMETRY.field(name).column();
      }
    }
    return telemetry
        .select(columns)
        .repartition(partitions, CanonicalTables.DEVICE_ID.column())
        .sortWithinPartitions(order)
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(this::devices);
  }

  private Iterator<DeviceDay> devices(Iterator<InternalRow> rows) {
    return new Iterator<>() {
      private DeviceSamples open;
      private boolean isPrimed;

      @Override
      public boolean hasNext() {
        if (!isPrimed) {
          isPrimed = true;
          open = rows.hasNext() ? begin(rows.next()) : null;
        }
        return open != null;
      }

      @Override
      public DeviceDay next() {
        if (!hasNext()) {
          throw new NoSuchElementException("All devices of this task are read");
        }
        DeviceSamples current = open;
        open = null;
        while (open == null && rows.hasNext()) {
          InternalRow row = rows.next();
          if (current.isOf(row)) {
            current.add(row);
          } else {
            open = begin(row);
          }
        }
        return current.finish(grid, rules, this::factsOf);
      }

      private DeviceFacts factsOf(String deviceId, String deviceModel) {
        String name = deviceModel == null ? placedModels.value().get(deviceId) : deviceModel;
        if (name == null) {
          return DeviceFacts.unknown(null);
        }
        DeviceFacts facts = hardware.value().get(name.trim().toLowerCase(Locale.ROOT));
        return facts == null ? DeviceFacts.unknown(name) : facts;
      }
    };
  }

  private static DeviceSamples begin(InternalRow row) {
    DeviceSamples samples = new DeviceSamples(row);
    samples.add(row);
    return samples;
  }

  /**
   * Device models by device, of placements, else of jobs: the last one in the order of names wins
   * where they disagree.
   */
  static Map<String, String> placedModels(List<Placement> placements, List<JobDevice> jobs) {
    Map<String, String> models = new HashMap<>();
    jobs.forEach(job -> last(models, job.deviceId(), job.deviceModel()));
    Map<String, String> placed = new HashMap<>();
    placements.forEach(row -> last(placed, row.deviceId(), row.deviceModel()));
    models.putAll(placed);
    return models;
  }

  private static void last(Map<String, String> models, String device, String model) {
    if (model != null) {
      models.merge(device, model, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }
  }
}
