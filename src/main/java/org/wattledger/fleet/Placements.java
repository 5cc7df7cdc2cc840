package org.wattledger.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which device carries which unit and model: one CSV row per device and model, open-ended. */
final class Placements {

  private static final String HEADER =
      "device_id,unit_id,model_id,site_id,node_id,device_model,valid_from,valid_to";

  static void write(List<ServingUnit> units, Window window, Path file) throws IOException {
    // Whole replicas are placed before the window begins and stay.
    long validFromUs = Window.dayStartUs(Window.epochDay(window.startUs()));
    List<String> lines = new ArrayList<>();
    lines.add(HEADER);
    for (ServingUnit unit : units) {
      for (Device device : unit.devices()) {
        for (ModelProfile model : unit.models()) {
          lines.add(
              String.join(
                  ",",
                  device.deviceId(),
                  unit.unitId(),
                  model.modelId(),
                  unit.site().siteId(),
                  device.nodeId(),
                  device.hardware().deviceModel(),
                  IsoTime.append(new StringBuilder(), validFromUs, 3),
                  ""));
        }
      }
    }
    Files.createDirectories(file.getParent());
    Files.write(file, lines, StandardCharsets.UTF_8);
  }

  private Placements() {}
}
