package org.wattledger.pipeline;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.wattledger.attribution.SampleChunk;
import org.wattledger.attribution.SampleLabels;
import org.wattledger.ingest.StagedTelemetry;
import org.wattledger.ingest.TelemetryBatch;
import org.wattledger.physics.MeterSamples;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.sources.LongCells;
import scala.Tuple2;

/** The samples of staged files by device, as attribution takes them. */
final class MeterChunks implements Iterator<Tuple2<String, SampleChunk>> {

  /** Samples that a task holds before it hands them on. */
  private static final int MOST_SAMPLES = 500_000;

  private final Iterator<TelemetryBatch> batches;
  private Iterator<Map.Entry<String, SampleChunk>> ready = Collections.emptyIterator();

  private MeterChunks(Iterator<TelemetryBatch> batches) {
    this.batches = batches;
  }

  static JavaPairRDD<String, SampleChunk> of(StagedTelemetry telemetry) {
    return JavaPairRDD.fromJavaRDD(telemetry.map(MeterChunks::new));
  }

  @Override
  public boolean hasNext() {
    if (!ready.hasNext() && batches.hasNext()) {
      Map<String, SampleChunk> byDevice = new HashMap<>();
      int samples = 0;
      while (samples < MOST_SAMPLES && batches.hasNext()) {
        TelemetryBatch batch = batches.next();
        add(batch, byDevice);
        samples += batch.rows();
      }
      ready = byDevice.entrySet().iterator();
    }
    return ready.hasNext();
  }

  @Override
  public Tuple2<String, SampleChunk> next() {
    Map.Entry<String, SampleChunk> next = ready.next();
    return new Tuple2<>(next.getKey(), next.getValue().trimmed());
  }

  private static void add(TelemetryBatch batch, Map<String, SampleChunk> byDevice) {
    String[] devices = batch.texts(CanonicalTables.DEVICE_ID);
    double[] powerW = batch.doubles(CanonicalTables.POWER_W);
    double[] utilization = batch.doubles(CanonicalTables.UTILIZATION_RATIO);
    Labels labels = new Labels(batch);
    for (int row = 0; row < batch.rows(); row++) {
      long energyMj = batch.energyMj()[row];
      byDevice
          .computeIfAbsent(devices[row], device -> new SampleChunk())
          .add(
              batch.sampledAtUs()[row],
              energyMj == LongCells.ABSENT ? MeterSamples.NO_ENERGY : energyMj,
              powerW[row],
              utilization[row],
              batch.position(row),
              labels.of(row));
    }
  }

  /** The labels of the rows of a batch. */
  private static final class Labels {
    private final String[] nodes;
    private final String[] units;
    private final String[] models;
    private final String[] sites;
    private final String[] deviceModels;
    private final String[] deviceKinds;
    private final String[] sources;
    private final String[] files;

    Labels(TelemetryBatch batch) {
      nodes = batch.texts(CanonicalTables.NODE_ID);
      units = batch.texts(CanonicalTables.UNIT_ID);
      models = batch.texts(CanonicalTables.MODEL_ID);
      sites = batch.texts(CanonicalTables.SITE_ID);
      deviceModels = batch.texts(CanonicalTables.DEVICE_MODEL);
      deviceKinds = batch.texts(CanonicalTables.DEVICE_KIND);
      sources = batch.texts(CanonicalTables.SOURCE);
      files = batch.texts(CanonicalTables.FILE);
    }

    SampleLabels of(int row) {
      return new SampleLabels(
          nodes[row],
          units[row],
          models[row],
          sites[row],
          deviceModels[row],
          deviceKinds[row],
          sources[row],
          files[row]);
    }
  }
}
