package org.wattledger.footprint;

import static org.wattledger.schema.AttributedTables.LEDGER;

import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.LedgerTotals;
import org.wattledger.books.LedgerTotals.Unknown;
import org.wattledger.books.PoolSum;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** Sums a ledger by model, by pool and by site. */
public final class TotalsOfLedger {

  private static final int ACTIVE = number(Measures.ACTIVE_ENERGY_MJ);
  private static final int IDLE = number(Measures.IDLE_ENERGY_MJ);
  private static final int PROVISIONED = number(Measures.PROVISIONED_IDLE_ENERGY_MJ);
  private static final int UNATTRIBUTED = number(Measures.UNATTRIBUTED_ENERGY_MJ);
  private static final int MODELLED = number(Measures.MODELLED_ENERGY_MJ);
  private static final int HOST = number(Measures.HOST_ENERGY_MJ);
  private static final int ESTIMATED = number(OutputTables.ESTIMATED_MJ);
  private static final int HOST_ESTIMATED = number(AttributedTables.HOST_ESTIMATED_MJ);
  private static final int HOST_UNKNOWN = number(AttributedTables.HOST_UNKNOWN);
  private static final int EMBODIED_UNKNOWN = number(AttributedTables.EMBODIED_UNKNOWN);

  private final DayNames names;
  private final int idleTeam;
  private final int nobody;
  private final LedgerTotals totals = LedgerTotals.ofNothing(LEDGER.size());

  private TotalsOfLedger(DayNames names) {
    this.names = names;
    this.idleTeam = names.teams().indexOf(OutputTables.IDLE);
    this.nobody = names.teams().indexOf(OutputTables.UNATTRIBUTED);
  }

  public static LedgerTotals of(KeyedSums ledger, DayNames names) {
    TotalsOfLedger sums = new TotalsOfLedger(names);
    long[] row = new long[LEDGER.size()];
    for (int cell = 0; cell < ledger.size(); cell++) {
      ledger.read(cell, row);
      sums.add(ledger, cell, row);
    }
    return sums.totals;
  }

  /** Adds rows that stand at a site without being in a pool of the day. */
  public static void addOfSite(LedgerTotals totals, int site, int interval, long[] row) {
    long meteredMj = row[ACTIVE] + row[IDLE] + row[PROVISIONED] + row[UNATTRIBUTED];
    long energyMj = meteredMj + row[MODELLED];
    if (row[HOST_UNKNOWN] > 0) {
      totals.without()[Unknown.HOST.ordinal()] += meteredMj;
    }
    if (row[EMBODIED_UNKNOWN] > 0) {
      totals.without()[Unknown.EMBODIED.ordinal()] += energyMj;
    }
    if (energyMj + row[HOST] != 0) {
      totals.bySite().add(totals.bySite().cell(site, interval), 0, energyMj);
    }
  }

  private void add(KeyedSums ledger, int cell, long[] row) {
    int interval = ledger.part(cell, LedgerKey.INTERVAL);
    int pool = ledger.part(cell, LedgerKey.POOL);
    int site = names.siteOf(pool);
    KeyedSums byModel = totals.byModel();
    byModel.addAll(
        byModel.cell(
            interval,
            ledger.part(cell, LedgerKey.MODEL),
            site,
            names.pools().get(pool).deviceModel()),
        row);
    addToPool(totals.byPool().cell(interval, pool), ledger.part(cell, LedgerKey.TEAM), row);
    addOfSite(totals, site, interval, row);
  }

  private void addToPool(int cell, int team, long[] row) {
    add(cell, PoolSum.ACTIVE, row[ACTIVE]);
    add(cell, PoolSum.SHARED_IDLE, row[IDLE]);
    add(cell, PoolSum.PROVISIONED_IDLE, row[PROVISIONED]);
    add(cell, PoolSum.UNATTRIBUTED, row[UNATTRIBUTED]);
    add(cell, PoolSum.ESTIMATED, row[ESTIMATED]);
    add(cell, PoolSum.HOST_ESTIMATED, row[HOST_ESTIMATED]);
    PoolSum host = PoolSum.HOST_USED;
    if (team == idleTeam) {
      host = PoolSum.HOST_PROVISIONED;
    } else if (team == nobody) {
      host = PoolSum.HOST_UNATTRIBUTED;
    }
    add(cell, host, row[HOST]);
  }

  private void add(int cell, PoolSum sum, long amount) {
    totals.byPool().add(cell, sum.ordinal(), amount);
  }

  private static int number(Field sum) {
    return LEDGER.indexOf(sum);
  }
}
