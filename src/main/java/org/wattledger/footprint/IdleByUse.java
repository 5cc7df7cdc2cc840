package org.wattledger.footprint;

import static org.wattledger.schema.AttributedTables.LEDGER;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/**
 * Spreads provisioned idle over the teams that used the model at the site that day, by their active
 * energy, rounded down; what rounding leaves, and idle of unused models, stays with {@code (idle)}.
 * The whole is the same before and after.
 */
public final class IdleByUse implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int ACTIVE = LEDGER.indexOf(Measures.ACTIVE_ENERGY_MJ);
  private static final int[] SPREAD =
      Stream.of(
              Measures.PROVISIONED_IDLE_ENERGY_MJ,
              OutputTables.ESTIMATED_MJ,
              Measures.HOST_ENERGY_MJ,
              AttributedTables.HOST_ESTIMATED_MJ,
              AttributedTables.METER_DOWN_MJ,
              AttributedTables.METER_UP_MJ,
              AttributedTables.EMBODIED_NG,
              AttributedTables.EMBODIED_LOW_NG,
              AttributedTables.EMBODIED_HIGH_NG)
          .mapToInt(LEDGER::indexOf)
          .toArray();

  private record ModelAtSite(int site, int model) implements Serializable {}

  private final DayNames names;
  private final KeyedSums idle;
  private final KeyedSums used;
  private final Map<ModelAtSite, List<Integer>> idleOf = new HashMap<>();

  /**
   * @param idle the ledger of what was provisioned
   * @param used active energy of all requests by site and model, as {@link #use} parts it
   */
  public IdleByUse(DayNames names, KeyedSums idle, KeyedSums used) {
    this.names = names;
    this.idle = idle;
    this.used = used;
    for (int cell = 0; cell < idle.size(); cell++) {
      idleOf
          .computeIfAbsent(
              new ModelAtSite(
                  names.siteOf(idle.part(cell, LedgerKey.POOL)), idle.part(cell, LedgerKey.MODEL)),
              key -> new ArrayList<>())
          .add(cell);
    }
  }

  /** Active energy of requests, by site and model. */
  public static KeyedSums use(KeyedSums ledger, DayNames names) {
    KeyedSums use = new KeyedSums(2, 1);
    for (int cell = 0; cell < ledger.size(); cell++) {
      use.add(
          use.cell(
              names.siteOf(ledger.part(cell, LedgerKey.POOL)), ledger.part(cell, LedgerKey.MODEL)),
          0,
          ledger.sum(cell, ACTIVE));
    }
    return use;
  }

  /**
   * What the teams of a part of the requests' ledger take over: rows of the ledger.
   *
   * @param ledger all of the models, teams and operations that occur in it
   */
  public KeyedSums charged(KeyedSums ledger) {
    KeyedSums byTeam = new KeyedSums(4, 1);
    for (int cell = 0; cell < ledger.size(); cell++) {
      if (ledger.sum(cell, ACTIVE) > 0) {
        byTeam.add(
            byTeam.cell(
                names.siteOf(ledger.part(cell, LedgerKey.POOL)),
                ledger.part(cell, LedgerKey.MODEL),
                ledger.part(cell, LedgerKey.TEAM),
                ledger.part(cell, LedgerKey.OPERATION)),
            0,
            ledger.sum(cell, ACTIVE));
      }
    }
    KeyedSums charged = new KeyedSums(LedgerKey.PARTS, LEDGER.size());
    for (int use = 0; use < byTeam.size(); use++) {
      int site = byTeam.part(use, 0);
      int model = byTeam.part(use, 1);
      double share = (double) byTeam.sum(use, 0) / used.sum(used.find(site, model), 0);
      for (int row : idleOf.getOrDefault(new ModelAtSite(site, model), List.of())) {
        charge(charged, row, byTeam.part(use, 2), byTeam.part(use, 3), share);
      }
    }
    return charged;
  }

  private void charge(KeyedSums charged, int cell, int team, int operation, double share) {
    long[] row = new long[LEDGER.size()];
    idle.read(cell, row);
    for (int amount : SPREAD) {
      row[amount] = (long) Math.floor(row[amount] * share);
    }
    charged.addAll(
        charged.cell(
            idle.part(cell, LedgerKey.INTERVAL),
            idle.part(cell, LedgerKey.POOL),
            idle.part(cell, LedgerKey.MODEL),
            team,
            operation,
            idle.part(cell, LedgerKey.TOKEN_CLASS)),
        row);
  }

  /** Rows of the ledger added up over teams and operations: by interval, pool and model. */
  public static KeyedSums withoutTeam(KeyedSums charged) {
    KeyedSums sums = new KeyedSums(3, LEDGER.size());
    long[] row = new long[LEDGER.size()];
    for (int cell = 0; cell < charged.size(); cell++) {
      charged.read(cell, row);
      sums.addAll(
          sums.cell(
              charged.part(cell, LedgerKey.INTERVAL),
              charged.part(cell, LedgerKey.POOL),
              charged.part(cell, LedgerKey.MODEL)),
          row);
    }
    return sums;
  }

  /** What stays idle; {@code taken}: what all teams took over, {@link #withoutTeam}. */
  public KeyedSums rest(KeyedSums taken) {
    KeyedSums rest = new KeyedSums(LedgerKey.PARTS, LEDGER.size());
    int[] key = new int[LedgerKey.PARTS];
    long[] row = new long[LEDGER.size()];
    for (int cell = 0; cell < idle.size(); cell++) {
      for (int part = 0; part < key.length; part++) {
        key[part] = idle.part(cell, part);
      }
      int place = taken.find(key[LedgerKey.INTERVAL], key[LedgerKey.POOL], key[LedgerKey.MODEL]);
      idle.read(cell, row);
      boolean isAnyLeft = false;
      for (int amount : SPREAD) {
        row[amount] -= place < 0 ? 0 : taken.sum(place, amount);
        isAnyLeft |= row[amount] != 0;
      }
      if (isAnyLeft) {
        rest.addAll(rest.cell(key), row);
      }
    }
    return rest;
  }
}
