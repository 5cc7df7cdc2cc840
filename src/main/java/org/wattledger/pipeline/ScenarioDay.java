package org.wattledger.pipeline;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.reference.Reference;
import org.wattledger.scenario.ScenarioDaily;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** The configured scenarios on one day's load, as the rows of {@code scenario_daily}. */
final class ScenarioDay {

  private ScenarioDay() {}

  /**
   * @param modelHourly the day's rows, about to be published or published
   * @param modelDaily likewise; it names the devices
   */
  static List<Row> rows(
      WattledgerConfig config,
      Reference reference,
      LocalDate day,
      List<Row> modelHourly,
      List<Row> modelDaily) {
    return ScenarioDaily.rows(
        sorted(OutputTables.MODEL_HOURLY, modelHourly),
        sorted(OutputTables.MODEL_DAILY, modelDaily),
        new ScenarioFactors(reference, config.scenarios(), day).changes());
  }

  /** What the scenarios name and the reference tables lack: it makes amounts unknown. */
  static List<String> problems(WattledgerConfig config, Reference reference, LocalDate day) {
    return new ScenarioFactors(reference, config.scenarios(), day).problems();
  }

  private static List<Row> sorted(Table table, List<Row> rows) {
    return rows.stream().sorted(new KeyOrder(table)).toList();
  }
}
