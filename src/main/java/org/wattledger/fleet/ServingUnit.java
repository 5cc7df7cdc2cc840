package org.wattledger.fleet;

import java.io.Serializable;
import java.util.List;

/**
 * A serving replica: the devices that hold one copy of its models.
 *
 * @param lanes most requests that it serves at once
 */
record ServingUnit(
    int index, String unitId, Site site, List<ModelProfile> models, List<Device> devices, int lanes)
    implements Serializable {

  private static final double PICOJOULES_PER_JOULE = 1e12;

  ServingUnit {
    models = List.copyOf(models);
    devices = List.copyOf(devices);
  }

  ServingUnit withLanes(int count) {
    return new ServingUnit(index, unitId, site, models, devices, count);
  }

  Hardware hardware() {
    return devices.get(0).hardware();
  }

  /** What all devices together can draw above idle in one second. */
  double mostDynamicPjPerSecond() {
    return devices.size() * (hardware().maxW() - hardware().idleW()) * PICOJOULES_PER_JOULE;
  }
}
