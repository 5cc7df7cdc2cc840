package org.wattledger.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code truth/dirt.json}: how many of each fault were planted, and where. */
final class DirtReport {

  private static final String SEPARATOR = ",\n    ";

  static void write(
      Path file, RequestDirt requests, SyntheticRequests log, Meters meters, Fleet fleet)
      throws IOException {
    List<String> requestCounts =
        requests.faults().stream().map(fault -> count(fault.word(), requests.ofEach())).toList();
    List<String> sampleCounts = new ArrayList<>();
    for (SampleFault fault : meters.dirt().faults()) {
      sampleCounts.add(count(fault.word(), meters.dirt().ofEach()));
    }
    if (!sampleCounts.isEmpty()) {
      sampleCounts.add(count("samples_in_a_gap", meters.dirt().gapSamples()));
    }
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        {
          "requests": {
            %s
          },
          "telemetry": {
            %s
          },
          "places": [
            %s
          ]
        }
        """
            .formatted(
                String.join(SEPARATOR, requestCounts),
                String.join(SEPARATOR, sampleCounts),
                String.join(SEPARATOR, places(requests, log, meters, fleet))),
        StandardCharsets.UTF_8);
  }

  private static List<String> places(
      RequestDirt requests, SyntheticRequests log, Meters meters, Fleet fleet) {
    List<String> places = new ArrayList<>();
    for (RequestDirt.Place place : requests.places(log)) {
      places.add(
          "{\"fault\": \"%s\", \"request_id\": %s, \"beside\": \"%s\"}"
              .formatted(
                  place.fault().word(),
                  place.requestId() == null ? "null" : '"' + place.requestId() + '"',
                  log.requestId(place.index())));
    }
    Map<Integer, Device> devices = new HashMap<>();
    fleet.units().forEach(unit -> unit.devices().forEach(d -> devices.put(d.index(), d)));
    for (SampleDirt.Place place : meters.dirt().places()) {
      Device device = devices.get(place.device());
      places.add(
          "{\"fault\": \"%s\", \"device_id\": \"%s\", \"sampled_at\": \"%s\"}"
              .formatted(
                  place.fault().word(),
                  device.deviceId(),
                  IsoTime.micros(meters.atUs(device, place))));
    }
    return places;
  }

  private static String count(String name, long count) {
    return "\"%s\": %d".formatted(name, count);
  }

  private DirtReport() {}
}
