package org.wattledger.attribution;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.SlotGrid;
import scala.Tuple2;

/**
 * From samples to one {@link DeviceDay} per device. Samples are brought together by device and put
 * in the order of time; a device's day is worked on as primitive arrays, since counters and gaps
 * need their neighbours.
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

  /**
   * @param samples by device, in any order
   * @param partitions among which the devices are spread
   */
  JavaRDD<DeviceDay> read(JavaPairRDD<String, SampleChunk> samples, int partitions) {
    return samples
        .repartitionAndSortWithinPartitions(new HashPartitioner(partitions))
        .mapPartitions(this::devices);
  }

  private Iterator<DeviceDay> devices(Iterator<Tuple2<String, SampleChunk>> chunks) {
    return new Iterator<>() {
      private DeviceSamples open;
      private boolean isPrimed;

      @Override
      public boolean hasNext() {
        if (!isPrimed) {
          isPrimed = true;
          open = chunks.hasNext() ? begin(chunks.next()) : null;
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
        while (open == null && chunks.hasNext()) {
          Tuple2<String, SampleChunk> chunk = chunks.next();
          if (current.isOf(chunk._1())) {
            current.add(chunk._2());
          } else {
            open = begin(chunk);
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

  private static DeviceSamples begin(Tuple2<String, SampleChunk> chunk) {
    DeviceSamples samples = new DeviceSamples(chunk._1());
    samples.add(chunk._2());
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
