package org.wattledger.marts;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.Pricing;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.OutputTables;

/** One row per team, model, operation, site and day; idle and unattributed energy as teams. */
public final class TeamDaily implements Serializable {

  private static final long serialVersionUID = 1L;

  private final DayNames names;
  private final Pricing pricing;
  private final Map<String, String> costCenters;
  private final MartRows mart;

  /** {@code costCenters}: by team, as far as they are known. */
  public TeamDaily(
      DayNames names, Pricing pricing, Map<String, String> costCenters, Provenance provenance) {
    this.names = names;
    this.pricing = pricing;
    this.costCenters = costCenters;
    this.mart = new MartRows(OutputTables.TEAM_DAILY, provenance);
  }

  /** {@code ledger}: all of the teams, models and operations that occur in it. */
  public List<Row> rows(KeyedSums ledger) {
    return new LedgerGroups(
            ledger,
            cell -> names.siteOf(ledger.part(cell, LedgerKey.POOL)),
            cell -> ledger.part(cell, LedgerKey.INTERVAL),
            cell -> ledger.part(cell, LedgerKey.TEAM),
            cell -> ledger.part(cell, LedgerKey.MODEL),
            cell -> ledger.part(cell, LedgerKey.OPERATION),
            cell -> names.siteOf(ledger.part(cell, LedgerKey.POOL)))
        .rows(pricing, (cell, row) -> row(ledger, cell, row));
  }

  private Row row(KeyedSums ledger, int cell, Map<String, Object> row) {
    String team = names.teams().get(ledger.part(cell, LedgerKey.TEAM));
    int site = names.siteOf(ledger.part(cell, LedgerKey.POOL));
    row.put(OutputTables.TEAM_ID.name(), team);
    row.put(OutputTables.COST_CENTER.name(), costCenters.get(team));
    row.put(OutputTables.MODEL_ID.name(), names.models().get(ledger.part(cell, LedgerKey.MODEL)));
    row.put(
        CanonicalTables.OPERATION.name(),
        names.operations().get(ledger.part(cell, LedgerKey.OPERATION)));
    row.put(OutputTables.SITE_ID.name(), names.sites().get(site));
    return mart.row(row);
  }
}
