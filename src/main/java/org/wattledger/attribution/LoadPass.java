package org.wattledger.attribution;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.wattledger.physics.HourLoad;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.Residency;
import org.wattledger.physics.SlotGrid;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import scala.Tuple2;

/**
 * The first pass over the requests: what was present in each pool and interval. Blocks are filled
 * inside the tasks and merged by pool and interval; no request is shuffled.
 */
final class LoadPass implements Serializable {

  private static final long serialVersionUID = 1L;

  static final Field[] FIELDS = {
    RequestBatches.ID_HASH,
    CanonicalTables.STARTED_AT,
    CanonicalTables.ENDED_AT,
    CanonicalTables.FIRST_TOKEN_AT,
    CanonicalTables.PROMPT_TOKENS,
    CanonicalTables.CACHED_PROMPT_TOKENS,
    CanonicalTables.OUTPUT_TOKENS,
    CanonicalTables.SITE_ID,
    CanonicalTables.MODEL_ID,
    CanonicalTables.UNIT_ID,
    CanonicalTables.PREFILL_UNIT_ID,
    CanonicalTables.DEVICE_ID
  };

  /** A task hands its blocks on when they may take this part of the heap; one is 100 KB at most. */
  private static final int MOST_PART_OF_HEAP = 32;

  private static final int BLOCK_BYTES = 100_000;
  private static final int MOST_BLOCKS = 2_000;

  private final SlotGrid grid;
  private final RequestWork work;
  private final Broadcast<Topology> topology;
  private final RequestInput.Repeats repeats;

  LoadPass(
      SlotGrid grid, RequestWork work, Broadcast<Topology> topology, RequestInput.Repeats repeats) {
    this.grid = grid;
    this.work = work;
    this.topology = topology;
    this.repeats = repeats;
  }

  JavaPairRDD<Integer, PoolPart> over(RequestInput input) {
    return input
        .map(FIELDS, batches -> new Filling(batches))
        .mapToPair(part -> part)
        .reduceByKey(PoolPart::merge);
  }

  /** Reads batches until enough blocks are filled, hands them on, and goes on reading. */
  private final class Filling implements Iterator<Tuple2<Integer, PoolPart>> {

    private final Iterator<RequestBatch> batches;
    private final RouteTable routes = new RouteTable(topology.value());
    private final RequestWork.Phases phases = new RequestWork.Phases();
    private final Map<Integer, PoolPart> blocks = new HashMap<>();
    private final long mostBlocks =
        Math.min(MOST_BLOCKS, Runtime.getRuntime().maxMemory() / (MOST_PART_OF_HEAP * BLOCK_BYTES));
    private Iterator<Map.Entry<Integer, PoolPart>> full =
        Map.<Integer, PoolPart>of().entrySet().iterator();

    Filling(Iterator<RequestBatch> batches) {
      this.batches = batches;
    }

    @Override
    public boolean hasNext() {
      if (!full.hasNext()) {
        blocks.clear();
        while (batches.hasNext() && blocks.size() < mostBlocks) {
          add(batches.next());
        }
        full = blocks.entrySet().iterator();
      }
      return full.hasNext();
    }

    @Override
    public Tuple2<Integer, PoolPart> next() {
      Map.Entry<Integer, PoolPart> entry = full.next();
      return new Tuple2<>(entry.getKey(), entry.getValue());
    }

    private void add(RequestBatch batch) {
      for (int row = 0; row < batch.rows; row++) {
        if (repeats.isKept(batch, row)) {
          add(batch, row);
        }
      }
    }

    private void add(RequestBatch batch, int row) {
      Topology.Route route = routes.of(batch, row);
      int choice = route.choose(batch.idHash[row]);
      int pool = route.pools()[choice];
      work.lay(
          route.model(),
          batch.startUs[row],
          batch.endUs[row],
          batch.firstTokenUs[row],
          batch.prompt[row],
          batch.cached[row],
          batch.output[row],
          phases);
      int first = Math.max(grid.intervalOf(phases.startUs), 0);
      int last = Math.min(grid.intervalOf(phases.endUs - 1), grid.intervals() - 1);
      for (int interval = first; interval <= last; interval++) {
        HourLoad load = load(pool, interval);
        load.addPresence(phases.startUs, phases.endUs);
        for (int i = 0; i < phases.count; i++) {
          load.addWork(phases.fromUs[i], phases.toUs[i], phases.rate[i]);
        }
      }
      if (first <= last) {
        long from = Math.max(phases.startUs - grid.dayStartUs(), 0);
        long to = Math.min(phases.endUs, grid.dayEndUs()) - grid.dayStartUs();
        int firstSlot = (int) (from / grid.slotUs());
        int lastSlot = (int) ((to - 1) / grid.slotUs());
        Residency residency = residency(pool);
        residency.add(route.units()[choice], route.model(), firstSlot, lastSlot);
        if (route.prefillUnit() != Topology.Route.NO_PREFILL_UNIT) {
          residency.add(route.prefillUnit(), route.model(), firstSlot, lastSlot);
        }
      }
    }

    private HourLoad load(int pool, int interval) {
      return blocks
          .computeIfAbsent(
              PoolPart.key(pool, interval), key -> new PoolPart(new HourLoad(grid, interval), null))
          .load();
    }

    private Residency residency(int pool) {
      return blocks
          .computeIfAbsent(
              PoolPart.residencyKey(pool), key -> new PoolPart(null, new Residency(grid)))
          .residency();
    }
  }
}
