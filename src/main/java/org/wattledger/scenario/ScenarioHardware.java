package org.wattledger.scenario;

import static org.wattledger.schema.Measures.EMBODIED_EMISSIONS_GCO2E;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;

import java.util.List;
import org.apache.spark.sql.Row;
import org.wattledger.schema.OutputTables;

/**
 * How other hardware compares with the devices that served a model at a site. Where it ran on
 * several kinds of devices, each kind's ratio counts by what it scales: idle energy, host energy,
 * embodied emissions of the day.
 */
final class ScenarioHardware {

  private static final TableCells CELLS = new TableCells(OutputTables.MODEL_DAILY);

  private double idle;
  private double idleAfter;
  private double host;
  private double hostAfter;
  private double embodied;
  private double embodiedAfter;

  private ScenarioHardware() {}

  /**
   * @param days rows of {@code model_daily}: the kinds of devices of one model at one site
   */
  static HardwareRatios ratios(List<Row> days, ScenarioChange change) {
    if (days.isEmpty()) {
      return HardwareRatios.UNKNOWN;
    }
    ScenarioHardware sums = new ScenarioHardware();
    double active = Double.NaN;
    for (Row day : days) {
      HardwareRatios device = change.of(CELLS.text(day, OutputTables.DEVICE_MODEL));
      sums.add(day, device);
      active = device.activeEnergy();
    }
    return new HardwareRatios(
        active,
        ratio(sums.idleAfter, sums.idle),
        ratio(sums.hostAfter, sums.host),
        ratio(sums.embodiedAfter, sums.embodied));
  }

  private void add(Row day, HardwareRatios device) {
    double idleMj =
        CELLS.energyMj(day, IDLE_ENERGY_MJ)
            + CELLS.energyMj(day, PROVISIONED_IDLE_ENERGY_MJ)
            + CELLS.energyMj(day, UNATTRIBUTED_ENERGY_MJ);
    double hostMj = CELLS.energyMj(day, HOST_ENERGY_MJ);
    double embodiedG = CELLS.amount(day, EMBODIED_EMISSIONS_GCO2E);
    idle += idleMj;
    idleAfter += scaled(idleMj, device.idleEnergy());
    host += hostMj;
    hostAfter += scaled(hostMj, device.hostEnergy());
    embodied += embodiedG;
    embodiedAfter += scaled(embodiedG, device.embodied());
  }

  /** An amount of nothing needs no ratio. */
  private static double scaled(double before, double ratio) {
    return before == 0 ? 0 : before * ratio;
  }

  private static double ratio(double after, double before) {
    return before == 0 ? Double.NaN : after / before;
  }
}
