package org.wattledger.attribution;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.Field;

/**
 * The accepted requests of a day as staging left them; looked up by whoever reads them first.
 *
 * @param requests all accepted rows
 * @param resolved of ids that occur more than once, the row that is kept
 * @param repeatedIdHashes sorted; rows of {@code requests} with such a hash are passed over
 */
public record RequestInput(
    Supplier<Dataset<Row>> requests,
    Optional<Supplier<Dataset<Row>>> resolved,
    Broadcast<long[]> repeatedIdHashes) {

  /** So many repeats are one task's, in however many files they lie. */
  private static final int FEW = 1_000;

  <T> JavaRDD<T> map(Field[] fields, RequestBatches.Pass<T> pass) {
    JavaRDD<T> main =
        RequestBatches.map(
            requests.get(), fields, repeatedIdHashes.value().length == 0, false, pass);
    boolean isFew = repeatedIdHashes.value().length <= FEW;
    return resolved
        .map(rows -> RequestBatches.map(rows.get(), fields, true, isFew, pass))
        .map(main::union)
        .orElse(main);
  }

  /** Tells which rows of a batch are kept; serialised to the tasks. */
  record Repeats(Broadcast<long[]> hashes) implements Serializable {

    boolean isKept(RequestBatch batch, int row) {
      return batch.isPlain() || Arrays.binarySearch(hashes.value(), batch.idHash[row]) < 0;
    }
  }

  Repeats repeats() {
    return new Repeats(repeatedIdHashes);
  }
}
