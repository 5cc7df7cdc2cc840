package org.wattledger.scenario;

import org.wattledger.config.ScenarioConfig;

/** A scenario of one day, with what it changes. */
public interface ScenarioChange {

  /** The name of the scenario. */
  String id();

  ScenarioConfig.Kind kind();

  /**
   * @param hour of the UTC day, 0 to 23
   */
  Circumstances at(String siteId, int hour);

  /**
   * How other hardware compares with a device model that was used; asked only of scenarios of that
   * kind.
   *
   * @param deviceModel as {@code model_daily} names it; null if unknown
   */
  HardwareRatios of(String deviceModel);
}
