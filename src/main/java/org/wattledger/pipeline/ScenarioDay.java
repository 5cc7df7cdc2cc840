package org.wattledger.pipeline;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.reference.Reference;
import org.wattledger.scenario.ScenarioDaily;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.ScenarioTables;

/** The configured scenarios on one day's load, as the rows of {@code scenario_daily}. */
final class ScenarioDay {

  private ScenarioDay() {}

  /**
   * @param modelHourly the day's rows, staged or published
   * @param modelDaily likewise; it names the devices
   */
  static Dataset<Row> scenarioDaily(
      SparkSession session,
      WattledgerConfig config,
      Reference reference,
      LocalDate day,
      Dataset<Row> modelHourly,
      Dataset<Row> modelDaily) {
    ScenarioFactors factors = new ScenarioFactors(reference, config.scenarios(), day);
    List<Row> hours = factors.hours(distinct(modelHourly, OutputTables.SITE_ID));
    List<Row> devices =
        factors.needDevices()
            ? factors.devices(distinct(modelDaily, OutputTables.DEVICE_MODEL))
            : List.of();
    return ScenarioDaily.from(
        modelHourly,
        modelDaily,
        session.createDataFrame(hours, ScenarioTables.SCENARIO_HOUR.schema()),
        session.createDataFrame(devices, ScenarioTables.SCENARIO_DEVICE.schema()));
  }

  /** What the scenarios name and the reference tables lack: it makes amounts unknown. */
  static List<String> problems(WattledgerConfig config, Reference reference, LocalDate day) {
    return new ScenarioFactors(reference, config.scenarios(), day).problems();
  }

  private static List<String> distinct(Dataset<Row> rows, Field names) {
    return rows.select(names.column()).distinct().as(Encoders.STRING()).collectAsList();
  }
}
