package org.wattledger.testing;

import java.util.List;
import java.util.Map;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.physics.TokenClass;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;

/** A ledger of hours, of which a test names only what matters to it. */
public final class LedgerRows {

  private final DayNames names;
  private final KeyedSums ledger = new KeyedSums(LedgerKey.PARTS, AttributedTables.LEDGER.size());

  public LedgerRows(DayNames names) {
    this.names = names;
  }

  /** Names of one model {@code m} on one pool of one site {@code s}. */
  public static DayNames names(List<String> teams, List<String> operations) {
    return new DayNames(
        1,
        List.of("s"),
        List.of(new DayNames.Pool(0, "u0", LedgerKey.NONE)),
        List.of(),
        List.of("m", OutputTables.UNATTRIBUTED),
        teams,
        operations);
  }

  /** Adds a row of the first pool and model; sums that are not named are 0. */
  public LedgerRows add(int hour, String team, String operation, Map<Field, Long> sums) {
    int cell =
        ledger.cell(
            hour,
            0,
            0,
            names.teams().indexOf(team),
            names.operations().indexOf(operation),
            TokenClass.UNKNOWN.ordinal());
    sums.forEach((field, sum) -> ledger.add(cell, AttributedTables.LEDGER.indexOf(field), sum));
    return this;
  }

  public KeyedSums ledger() {
    return ledger;
  }

  /** Sum of a field over the rows of a team. */
  public static long sum(KeyedSums ledger, DayNames names, String team, Field field) {
    long sum = 0;
    for (int cell = 0; cell < ledger.size(); cell++) {
      if (names.teams().get(ledger.part(cell, LedgerKey.TEAM)).equals(team)) {
        sum += ledger.sum(cell, AttributedTables.LEDGER.indexOf(field));
      }
    }
    return sum;
  }
}
