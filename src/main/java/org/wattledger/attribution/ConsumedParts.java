package org.wattledger.attribution;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.wattledger.books.Consumed;
import org.wattledger.books.DayNames;
import scala.Tuple2;

/**
 * Brings the sums of all tasks together, parted by model, team, operation and token class. The more
 * keys, the more parts, so that each fits in memory whatever the size of the fleet.
 */
final class ConsumedParts {

  /** Keys of tasks that go into one part: some 50 MB of sums at most. */
  private static final long KEYS_OF_A_PART = 200_000;

  private final Broadcast<DayNames> names;
  private final int parts;

  /** {@code keys}: of all tasks together. */
  ConsumedParts(Broadcast<DayNames> names, long keys, int parallelism) {
    this.names = names;
    this.parts = (int) Math.max(parallelism, keys / KEYS_OF_A_PART + 1);
  }

  /** One element in each partition. */
  JavaRDD<Consumed> of(JavaRDD<TaskSums> tasks) {
    Broadcast<DayNames> everywhere = names;
    int number = parts;
    return tasks
        .flatMapToPair(
            sums -> {
              List<Consumed> parted = sums.parted(everywhere.value(), number);
              return IntStream.range(0, number)
                  .mapToObj(part -> new Tuple2<>(part, parted.get(part)))
                  .iterator();
            })
        .partitionBy(new HashPartitioner(number))
        .mapPartitions(ConsumedParts::together)
        .persist(StorageLevel.DISK_ONLY());
  }

  private static Iterator<Consumed> together(Iterator<Tuple2<Integer, Consumed>> partial) {
    Consumed all = Consumed.nothing(Consumption.MEASURES);
    partial.forEachRemaining(part -> all.add(part._2()));
    return List.of(all).iterator();
  }
}
