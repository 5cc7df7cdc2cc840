package org.wattledger.fleet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * What all requests together want of each unit in each second: whole picojoules, so the same
 * whatever the partitions. One entry per unit; the blocks of a unit lie together.
 */
final class UnitLoads {

  /** Sums over the requests of one unit; blocks without traffic are missing. */
  record UnitLoad(ServingUnit unit, Map<Integer, long[]> wantedPj) implements Serializable {

    /** Seconds above the limit of the boards. */
    PowerCap cap(Window window) {
      double mostPj = unit.mostDynamicPjPerSecond();
      List<Integer> seconds = new ArrayList<>();
      List<Double> lost = new ArrayList<>();
      for (int second = 0; second < window.seconds(); second++) {
        double wanted = wantedPj(second);
        if (wanted > mostPj) {
          seconds.add(second);
          lost.add(1 - mostPj / wanted);
        }
      }
      return new PowerCap(
          window.startUs(),
          seconds.stream().mapToInt(Integer::intValue).toArray(),
          lost.stream().mapToDouble(Double::doubleValue).toArray());
    }

    long wantedPj(int second) {
      long[] block = wantedPj.get(second / LoadBlocks.SECONDS);
      return block == null ? 0 : block[second % LoadBlocks.SECONDS];
    }
  }

  private final JavaRDD<UnitLoad> loads;
  private final Window window;

  private UnitLoads(JavaRDD<UnitLoad> loads, Window window) {
    this.loads = loads;
    this.window = window;
  }

  static UnitLoads of(
      JavaRDD<PhaseWork> work, List<ServingUnit> units, Window window, int partitions) {
    JavaPairRDD<Long, long[]> blocks =
        work.mapPartitionsToPair(tasks -> new LoadBlocks(window).energyPj(tasks))
            .reduceByKey(UnitLoads::sum, partitions);
    JavaPairRDD<Integer, Tuple2<Integer, long[]>> ofUnits =
        blocks.mapToPair(
            block ->
                new Tuple2<>(
                    LoadBlocks.unitOf(block._1()),
                    new Tuple2<>(LoadBlocks.blockOf(block._1()), block._2())));
    // An empty block each, so that units without traffic are metered too.
    JavaPairRDD<Integer, Tuple2<Integer, long[]>> every =
        JavaSparkContext.fromSparkContext(work.context())
            .parallelize(IntStream.range(0, units.size()).boxed().toList(), 1)
            .mapToPair(unit -> new Tuple2<>(unit, new Tuple2<>(-1, new long[LoadBlocks.SECONDS])));
    JavaRDD<UnitLoad> loads =
        ofUnits
            .union(every)
            .groupByKey(partitions)
            .map(group -> new UnitLoad(units.get(group._1()), byNumber(group._2())));
    return new UnitLoads(loads, window);
  }

  JavaRDD<UnitLoad> rows() {
    return loads;
  }

  /** Caps of the units that have any, by unit. Grows with capped seconds, not with requests. */
  Map<Integer, PowerCap> caps() {
    Window within = window;
    return new HashMap<>(
        loads
            .mapToPair(load -> new Tuple2<>(load.unit().index(), load.cap(within)))
            .filter(cap -> cap._2().cappedSeconds() > 0)
            .collectAsMap());
  }

  private static Map<Integer, long[]> byNumber(Iterable<Tuple2<Integer, long[]>> blocks) {
    Map<Integer, long[]> byNumber = new HashMap<>();
    blocks.forEach(block -> byNumber.put(block._1(), block._2()));
    return byNumber;
  }

  private static long[] sum(long[] left, long[] right) {
    long[] sum = new long[left.length];
    for (int second = 0; second < sum.length; second++) {
      sum[second] = left[second] + right[second];
    }
    return sum;
  }
}
