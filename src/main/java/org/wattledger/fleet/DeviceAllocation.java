package org.wattledger.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Places the devices of units on nodes of eight; a unit of up to eight never straddles nodes. */
final class DeviceAllocation {

  private static final int DEVICES_PER_NODE = 8;

  private final Draw draw;
  private final Map<String, Integer> usedOfLastNode = new HashMap<>();
  private final Map<String, String> lastNode = new HashMap<>();
  private final Map<String, Integer> nodesOfSite = new HashMap<>();
  private int allocated;

  DeviceAllocation(Draw draw) {
    this.draw = draw;
  }

  List<Device> next(Site site, Hardware hardware, int count) {
    List<Device> devices = new ArrayList<>();
    String rack = site.siteId() + '/' + hardware;
    int together = Math.min(count, DEVICES_PER_NODE);
    if (usedOfLastNode.getOrDefault(rack, DEVICES_PER_NODE) + together > DEVICES_PER_NODE) {
      open(rack, site);
    }
    for (int i = 0; i < count; i++) {
      if (usedOfLastNode.get(rack) == DEVICES_PER_NODE) {
        open(rack, site);
      }
      devices.add(
          new Device(allocated, Device.uuid(draw.at(allocated)), lastNode.get(rack), hardware));
      usedOfLastNode.merge(rack, 1, Integer::sum);
      allocated++;
    }
    return devices;
  }

  private void open(String rack, Site site) {
    int number = nodesOfSite.merge(site.siteId(), 1, Integer::sum);
    lastNode.put(rack, "%s-n%02d".formatted(site.siteId(), number));
    usedOfLastNode.put(rack, 0);
  }
}
