package org.wattledger.fleet;

import java.io.Serializable;

/** One reading of a meter as its exporter tells it; null: not reported. Times in UTC us. */
record SampleRow(
    String deviceId,
    long sampledAtUs,
    Long energyMj,
    Double powerW,
    Double utilizationRatio,
    String nodeId,
    String unitId,
    String modelId,
    String siteId,
    String deviceModel)
    implements Serializable {

  static final String DEVICE_KIND = "accelerator";

  static SampleRow of(ServingUnit unit, Device device, long atUs) {
    return new SampleRow(
        device.deviceId(),
        atUs,
        null,
        null,
        null,
        device.nodeId(),
        unit.unitId(),
        unit.models().get(0).modelId(),
        unit.site().siteId(),
        device.hardware().deviceModel());
  }

  long day() {
    return Window.epochDay(sampledAtUs);
  }

  SampleRow ofDevice(String otherId) {
    return with(otherId, sampledAtUs, energyMj, powerW, utilizationRatio);
  }

  SampleRow at(long otherUs) {
    return with(deviceId, otherUs, energyMj, powerW, utilizationRatio);
  }

  SampleRow reading(Long otherEnergyMj, Double otherPowerW, Double otherUtilization) {
    return with(deviceId, sampledAtUs, otherEnergyMj, otherPowerW, otherUtilization);
  }

  private SampleRow with(String id, long atUs, Long energy, Double power, Double utilization) {
    return new SampleRow(
        id, atUs, energy, power, utilization, nodeId, unitId, modelId, siteId, deviceModel);
  }
}
