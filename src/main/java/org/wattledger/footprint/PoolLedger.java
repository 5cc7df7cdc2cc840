package org.wattledger.footprint;

import static org.wattledger.schema.AttributedTables.LEDGER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wattledger.books.DayBooks;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.PoolHourBook;
import org.wattledger.books.PoolSum;
import org.wattledger.books.PoolUse;
import org.wattledger.physics.TokenClass;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/**
 * The ledger of what no request used. With that of the requests, every millijoule that the meters
 * of the pools and their hosts recorded is in exactly one row.
 *
 * @param provisioned for a model
 * @param trained by training jobs: all of their pools, one active amount
 * @param unattributed what nobody is known to own, and what rounding left
 */
public record PoolLedger(KeyedSums provisioned, KeyedSums trained, KeyedSums unattributed) {

  private static final int ACTIVE = number(Measures.ACTIVE_ENERGY_MJ);
  private static final int PROVISIONED = number(Measures.PROVISIONED_IDLE_ENERGY_MJ);
  private static final int UNATTRIBUTED = number(Measures.UNATTRIBUTED_ENERGY_MJ);
  private static final int HOST = number(Measures.HOST_ENERGY_MJ);
  private static final int ESTIMATED = number(OutputTables.ESTIMATED_MJ);
  private static final int HOST_ESTIMATED = number(AttributedTables.HOST_ESTIMATED_MJ);
  private static final int EMBODIED = number(AttributedTables.EMBODIED_NG);

  private record Place(int interval, int pool) {}

  /** {@code used}: by interval and pool, what the ledger of the requests has of them. */
  public static PoolLedger of(DayBooks books, KeyedSums used) {
    Map<Place, PoolHourBook> pools = new HashMap<>();
    books.poolHours().forEach(book -> pools.put(new Place(book.interval(), book.pool()), book));
    int nobody = books.names().operations().indexOf(OutputTables.NONE);
    KeyedSums provisioned = ledger();
    int idle = books.names().teams().indexOf(OutputTables.IDLE);
    for (PoolUse use : books.provisions()) {
      if (use.model() != LedgerKey.NONE) {
        long[] row = row(use, PROVISIONED);
        PoolHourBook pool = pools.get(new Place(use.interval(), use.pool()));
        PoolParts.of(pool, use.energyMj(), row);
        PoolParts.known(pool, use.embodiedNg() != null, row);
        add(provisioned, use, idle, nobody, row);
      }
    }
    KeyedSums trained = ledger();
    int training = books.names().operations().indexOf(AttributedTables.TRAINING_OPERATION);
    for (PoolUse use : books.training()) {
      long[] row = row(use, ACTIVE);
      PoolHourBook pool = pools.get(new Place(use.interval(), use.pool()));
      PoolParts.all(pool, row);
      PoolParts.known(pool, use.embodiedNg() != null, row);
      add(trained, use, use.team(), training, row);
    }
    return new PoolLedger(provisioned, trained, unattributed(books, used, provisioned));
  }

  /** All three, in no order. */
  public List<KeyedSums> parts() {
    return List.of(provisioned, trained, unattributed);
  }

  /** What is left of each pool and hour: idle energy without an owner, and what rounding left. */
  private static KeyedSums unattributed(DayBooks books, KeyedSums used, KeyedSums provisioned) {
    KeyedSums booked = new KeyedSums(2, PoolSum.COUNT);
    booked.addAll(used);
    booked.addAll(TotalsOfLedger.of(provisioned, books.names()).byPool());
    int model = books.names().models().indexOf(OutputTables.UNATTRIBUTED);
    int team = books.names().teams().indexOf(OutputTables.UNATTRIBUTED);
    int nobody = books.names().operations().indexOf(OutputTables.NONE);
    KeyedSums left = ledger();
    for (PoolHourBook pool : books.poolHours()) {
      if (pool.isTraining()) {
        continue;
      }
      int cell = booked.cell(pool.interval(), pool.pool());
      long[] row = new long[LEDGER.size()];
      row[UNATTRIBUTED] =
          pool.measuredMj()
              - sum(booked, cell, PoolSum.ACTIVE)
              - sum(booked, cell, PoolSum.SHARED_IDLE)
              - sum(booked, cell, PoolSum.PROVISIONED_IDLE);
      row[ESTIMATED] = pool.estimatedMj() - sum(booked, cell, PoolSum.ESTIMATED);
      row[HOST] =
          pool.host().mj()
              - sum(booked, cell, PoolSum.HOST_USED)
              - sum(booked, cell, PoolSum.HOST_PROVISIONED);
      row[HOST_ESTIMATED] = pool.host().estimatedMj() - sum(booked, cell, PoolSum.HOST_ESTIMATED);
      if (row[UNATTRIBUTED] != 0 || row[HOST] != 0) {
        left.addAll(
            left.cell(
                pool.interval(), pool.pool(), model, team, nobody, TokenClass.UNKNOWN.ordinal()),
            row);
      }
    }
    return left;
  }

  private static long sum(KeyedSums booked, int cell, PoolSum sum) {
    return booked.sum(cell, sum.ordinal());
  }

  private static long[] row(PoolUse use, int energy) {
    long[] row = new long[LEDGER.size()];
    row[energy] = use.energyMj();
    row[HOST] = use.hostMj();
    row[EMBODIED] = use.embodiedNg() == null ? 0 : use.embodiedNg();
    return row;
  }

  private static void add(KeyedSums ledger, PoolUse use, int team, int operation, long[] row) {
    ledger.addAll(
        ledger.cell(
            use.interval(), use.pool(), use.model(), team, operation, TokenClass.UNKNOWN.ordinal()),
        row);
  }

  private static KeyedSums ledger() {
    return new KeyedSums(LedgerKey.PARTS, LEDGER.size());
  }

  private static int number(Field sum) {
    return LEDGER.indexOf(sum);
  }
}
