package org.wattledger.footprint;

import static org.wattledger.schema.AttributedTables.CONSUMED;
import static org.wattledger.schema.AttributedTables.LEDGER;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.PoolHourBook;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Measures;

/**
 * The ledger of requests: what they consumed, and their parts of what is known of a pool only as a
 * whole. Parts are of the sums of a key, rounded down: sums of all tasks must be together before.
 */
public final class RequestLedger implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int ACTIVE = LEDGER.indexOf(Measures.ACTIVE_ENERGY_MJ);
  private static final int IDLE = LEDGER.indexOf(Measures.IDLE_ENERGY_MJ);
  private static final int EMBODIED = LEDGER.indexOf(AttributedTables.EMBODIED_NG);
  private static final int PRESENCE_US = CONSUMED.indexOf(AttributedTables.PRESENCE_US);

  /** What goes into the ledger as it was consumed: where it stands there; negative: it does not. */
  private static final int[] CARRIED = CONSUMED.stream().mapToInt(LEDGER::indexOf).toArray();

  private record Place(int interval, int pool) implements Serializable {}

  private final Map<Place, PoolHourBook> poolHours = new HashMap<>();

  public RequestLedger(List<PoolHourBook> poolHours) {
    for (PoolHourBook book : poolHours) {
      if (!book.isTraining()) {
        this.poolHours.put(new Place(book.interval(), book.pool()), book);
      }
    }
  }

  /** The ledger of what was consumed, under the same keys. */
  public KeyedSums of(KeyedSums consumed) {
    KeyedSums ledger = new KeyedSums(LedgerKey.PARTS, LEDGER.size());
    int[] key = new int[LedgerKey.PARTS];
    long[] amounts = new long[CONSUMED.size()];
    long[] row = new long[LEDGER.size()];
    for (int cell = 0; cell < consumed.size(); cell++) {
      for (int part = 0; part < key.length; part++) {
        key[part] = consumed.part(cell, part);
      }
      consumed.read(cell, amounts);
      book(amounts, poolHours.get(new Place(key[LedgerKey.INTERVAL], key[LedgerKey.POOL])), row);
      ledger.addAll(ledger.cell(key), row);
    }
    return ledger;
  }

  private static void book(long[] consumed, PoolHourBook pool, long[] row) {
    for (int i = 0; i < consumed.length; i++) {
      if (CARRIED[i] >= 0) {
        row[CARRIED[i]] = consumed[i];
      }
    }
    if (pool == null) {
      PoolParts.unknown(row);
      return;
    }
    row[EMBODIED] = PoolParts.part(pool.embodied().ng(), consumed[PRESENCE_US], pool.presenceUs());
    PoolParts.of(pool, row[ACTIVE] + row[IDLE], row);
    PoolParts.known(pool, pool.embodied().isKnown(), row);
  }
}
