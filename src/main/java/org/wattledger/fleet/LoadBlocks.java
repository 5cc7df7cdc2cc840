package org.wattledger.fleet;

import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Dynamic energy that a task's requests want, per unit and second, in blocks of one unit and hour.
 * Whole seconds of a phase are two entries of a difference array; only its ends are written out.
 */
final class LoadBlocks {

  static final int SECONDS = 3600;

  private static final long BLOCK_US = SECONDS * Window.SECOND_US;
  private static final int BLOCK_BITS = 24;

  /** Some 58 kB each. */
  private static final int MOST_BLOCKS = 4096;

  /** Picojoules in the seconds where a phase begins or ends; microwatts that begin at a second. */
  private static final class Block {
    private final long[] edgesPj = new long[SECONDS];
    private final long[] stepsUw = new long[SECONDS + 1];

    long[] energyPj() {
      long[] energyPj = new long[SECONDS];
      long rateUw = 0;
      for (int second = 0; second < SECONDS; second++) {
        rateUw += stepsUw[second];
        energyPj[second] = edgesPj[second] + rateUw * Window.SECOND_US;
      }
      return energyPj;
    }
  }

  private final Window window;
  private final Map<Long, Block> blocks = new HashMap<>();

  LoadBlocks(Window window) {
    this.window = window;
  }

  static long key(int unit, int block) {
    return ((long) unit << BLOCK_BITS) | block;
  }

  static int unitOf(long key) {
    return (int) (key >>> BLOCK_BITS);
  }

  static int blockOf(long key) {
    return (int) (key & ((1L << BLOCK_BITS) - 1));
  }

  private void add(PhaseWork work) {
    add(work.unit(), work.startUs(), work.splitUs(), work.prefillUw());
    add(work.unit(), work.splitUs(), work.endUs(), work.decodeUw());
  }

  /**
   * Key of unit and hour to picojoules wanted in each of its 3,600 seconds by some of {@code work}.
   * What waits in memory is bounded, so a key may come several times.
   */
  Iterator<Tuple2<Long, long[]>> energyPj(Iterator<PhaseWork> work) {
    return new Iterator<>() {
      private Iterator<Map.Entry<Long, Block>> ready = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        if (!ready.hasNext()) {
          blocks.clear();
          while (work.hasNext() && blocks.size() < MOST_BLOCKS) {
            add(work.next());
          }
          ready = blocks.entrySet().iterator();
        }
        return ready.hasNext();
      }

      @Override
      public Tuple2<Long, long[]> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Map.Entry<Long, Block> entry = ready.next();
        return new Tuple2<>(entry.getKey(), entry.getValue().energyPj());
      }
    };
  }

  private void add(int unit, long fromUs, long toUs, long rateUw) {
    long sinceStartUs = Math.max(0, fromUs - window.startUs());
    long untilUs = Math.min(toUs, window.endUs()) - window.startUs();
    while (sinceStartUs < untilUs) {
      int number = (int) (sinceStartUs / BLOCK_US);
      long blockStartUs = number * BLOCK_US;
      long stopUs = Math.min(untilUs, blockStartUs + BLOCK_US);
      Block block = blocks.computeIfAbsent(key(unit, number), unused -> new Block());
      add(block, sinceStartUs - blockStartUs, stopUs - blockStartUs, rateUw);
      sinceStartUs = stopUs;
    }
  }

  private static void add(Block block, long fromUs, long toUs, long rateUw) {
    int first = (int) (fromUs / Window.SECOND_US);
    int last = (int) ((toUs - 1) / Window.SECOND_US);
    if (first == last) {
      block.edgesPj[first] += rateUw * (toUs - fromUs);
      return;
    }
    block.edgesPj[first] += rateUw * ((first + 1) * Window.SECOND_US - fromUs);
    block.edgesPj[last] += rateUw * (toUs - last * Window.SECOND_US);
    block.stepsUw[first + 1] += rateUw;
    block.stepsUw[last] -= rateUw;
  }
}
