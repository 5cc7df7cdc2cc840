package org.wattledger.marts;

import static org.apache.spark.sql.functions.broadcast;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.OutputTables;

/** One row per team, model, operation, site and day; idle and unattributed energy as teams. */
public final class TeamDaily {

  private TeamDaily() {}

  /** {@code costCenters}: one row per team that has a cost centre. */
  public static Dataset<Row> from(
      Dataset<Row> ledger,
      UnaryOperator<Dataset<Row>> pricing,
      Dataset<Row> costCenters,
      Provenance provenance) {
    Dataset<Row> sums =
        MeasureSums.by(
                ledger,
                pricing,
                List.of(
                    OutputTables.TEAM_ID,
                    OutputTables.MODEL_ID,
                    CanonicalTables.OPERATION,
                    OutputTables.SITE_ID))
            // Many to one: a team has one cost centre on a day.
            .join(broadcast(costCenters), new String[] {OutputTables.TEAM_ID.name()}, "left");
    return MeasureSums.finish(sums, OutputTables.TEAM_DAILY, provenance);
  }
}
