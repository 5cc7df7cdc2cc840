package org.wattledger.marts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.wattledger.books.DayBooks;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.PoolHourBook;
import org.wattledger.books.PoolSum;
import org.wattledger.books.PoolUse;
import org.wattledger.quantity.HostBasis;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

/**
 * The books of each pool, kind of meter and hour: what was recorded and where it went. Energy of
 * hosts is what was left for them after the accelerators of their node; where no meter shows it, it
 * rests on rated watts and counts as estimated. A meter of a whole node has no row: its energy
 * stands under accelerators and hosts.
 */
public final class EnergyBalance {

  private static final String ACCELERATOR = "accelerator";
  private static final String HOST = "host";

  private record PoolAndHour(int pool, int hour) {}

  /** What the meters of one kind recorded. */
  private static final class Metered {
    private long measuredMj;
    private long estimatedMj;
    private HostBasis weakest;

    void add(long measured, long estimated) {
      measuredMj = Math.addExact(measuredMj, measured);
      estimatedMj = Math.addExact(estimatedMj, estimated);
    }

    /** The hour is as weak as its weakest interval. */
    void weaken(HostBasis basis) {
      weakest = weakest == null || basis.compareTo(weakest) > 0 ? basis : weakest;
    }
  }

  private final DayNames names;
  private final KeyedSums booked;
  private final Map<PoolAndHour, Metered> accelerators = new HashMap<>();
  private final Map<PoolAndHour, Metered> hosts = new HashMap<>();
  private final Map<PoolAndHour, long[]> ownerless = new HashMap<>();
  private final MartRows mart;

  private EnergyBalance(DayBooks books, KeyedSums byPool, Provenance provenance) {
    this.names = books.names();
    this.booked = byHour(byPool, names);
    this.mart = new MartRows(OutputTables.ENERGY_BALANCE, provenance);
    books.poolHours().forEach(this::meter);
    for (PoolUse use : books.provisions()) {
      if (use.model() == LedgerKey.NONE) {
        long[] sums =
            ownerless.computeIfAbsent(hour(use.pool(), use.interval()), at -> new long[2]);
        sums[0] += use.energyMj();
        sums[1] += use.hostMj();
      }
    }
  }

  /** {@code byPool}: the whole ledger, {@link PoolSum} under interval and pool. */
  public static List<Row> rows(DayBooks books, KeyedSums byPool, Provenance provenance) {
    EnergyBalance balance = new EnergyBalance(books, byPool, provenance);
    List<Row> rows = new ArrayList<>();
    balance.accelerators.forEach((at, metered) -> rows.add(balance.accelerator(at, metered)));
    balance.hosts.forEach((at, metered) -> rows.add(balance.host(at, metered)));
    return rows;
  }

  private void meter(PoolHourBook book) {
    PoolAndHour at = hour(book.pool(), book.interval());
    if (book.hasAccelerator()) {
      accelerators
          .computeIfAbsent(at, key -> new Metered())
          .add(book.measuredMj(), book.estimatedMj());
    }
    if (book.host().basis() != null) {
      Metered host = hosts.computeIfAbsent(at, key -> new Metered());
      host.add(book.host().mj(), book.host().estimatedMj());
      host.weaken(HostBasis.valueOf(book.host().basis()));
    }
  }

  private Row accelerator(PoolAndHour at, Metered metered) {
    Map<String, Object> row = row(at, ACCELERATOR, metered);
    long unattributed = sum(at, PoolSum.UNATTRIBUTED);
    put(row, OutputTables.ACTIVE_MJ, sum(at, PoolSum.ACTIVE));
    put(row, OutputTables.SHARED_IDLE_MJ, sum(at, PoolSum.SHARED_IDLE));
    put(row, OutputTables.PROVISIONED_IDLE_MJ, sum(at, PoolSum.PROVISIONED_IDLE));
    put(row, OutputTables.UNATTRIBUTED_MJ, unattributed);
    put(row, OutputTables.ROUNDING_MJ, unattributed - ownerlessMj(at, 0));
    return mart.row(row);
  }

  private Row host(PoolAndHour at, Metered metered) {
    Map<String, Object> row = row(at, HOST, metered);
    long unattributed = sum(at, PoolSum.HOST_UNATTRIBUTED);
    put(row, OutputTables.ACTIVE_MJ, sum(at, PoolSum.HOST_USED));
    put(row, OutputTables.SHARED_IDLE_MJ, 0);
    put(row, OutputTables.PROVISIONED_IDLE_MJ, sum(at, PoolSum.HOST_PROVISIONED));
    put(row, OutputTables.UNATTRIBUTED_MJ, unattributed);
    put(row, OutputTables.ROUNDING_MJ, unattributed - ownerlessMj(at, 1));
    row.put(OutputTables.HOST_ENERGY_BASIS.name(), metered.weakest.name());
    return mart.row(row);
  }

  private Map<String, Object> row(PoolAndHour at, String kind, Metered metered) {
    DayNames.Pool pool = names.pools().get(at.pool);
    Map<String, Object> row = new HashMap<>();
    row.put(OutputTables.USAGE_HOUR.name(), at.hour);
    row.put(OutputTables.SITE_ID.name(), names.sites().get(pool.site()));
    row.put(OutputTables.POOL_ID.name(), pool.poolId());
    row.put(OutputTables.DEVICE_KIND.name(), kind);
    put(row, OutputTables.MEASURED_MJ, metered.measuredMj);
    put(row, OutputTables.ESTIMATED_MJ, metered.estimatedMj);
    return row;
  }

  private long sum(PoolAndHour at, PoolSum sum) {
    int cell = booked.find(at.pool, at.hour);
    return cell < 0 ? 0 : booked.sum(cell, sum.ordinal());
  }

  private long ownerlessMj(PoolAndHour at, int kind) {
    return ownerless.getOrDefault(at, new long[2])[kind];
  }

  private PoolAndHour hour(int pool, int interval) {
    return new PoolAndHour(pool, names.hourOf(interval));
  }

  private static KeyedSums byHour(KeyedSums byPool, DayNames names) {
    KeyedSums byHour = new KeyedSums(2, PoolSum.COUNT);
    long[] amounts = new long[PoolSum.COUNT];
    for (int cell = 0; cell < byPool.size(); cell++) {
      byPool.read(cell, amounts);
      byHour.addAll(byHour.cell(byPool.part(cell, 1), names.hourOf(byPool.part(cell, 0))), amounts);
    }
    return byHour;
  }

  private static void put(Map<String, Object> row, Field field, long mj) {
    row.put(field.name(), mj);
  }
}
