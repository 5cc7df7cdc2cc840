package org.wattledger.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The raw files of a generated fleet, read line by line and judged by the written rules alone:
 * nothing here is shared with the project's own readers.
 */
final class RawDay {

  /** A request as it stands in the log; null: absent. */
  record Request(
      String id,
      long startUs,
      Long endUs,
      Long firstUs,
      String model,
      String site,
      String unit,
      Long prompt,
      Long cached,
      Long output) {}

  /** A reading; null: absent. */
  record Sample(long atUs, Long energyMj, Double powerW) {}

  /** A device: where it is, what it carries, what it and its part of the host draw. */
  record Device(
      String site,
      String unit,
      Set<String> models,
      double idleW,
      double maxW,
      double hostW,
      List<Sample> samples) {}

  /** Work per token of a model. */
  record Weights(double prefill, double cached, double decode, double contextPer1k) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path HARDWARE =
      Path.of("conf", "reference", "hardware", "2026-11-01", "hardware.csv");

  private final Map<String, Request> requests = new TreeMap<>();
  private final Map<String, Device> devices = new TreeMap<>();
  private final Map<String, Weights> weights = new HashMap<>();

  static RawDay read(Path fleet) throws IOException {
    RawDay day = new RawDay();
    for (String line : lines(fleet.resolve("requests"))) {
      day.keep(request(line));
    }
    Map<String, double[]> drawW = drawByName();
    for (String line : lines(fleet.resolve("placements"))) {
      day.place(line.split(",", -1), drawW);
    }
    for (String line : lines(fleet.resolve("telemetry"))) {
      day.sample(line.split(",", -1));
    }
    day.devices.values().forEach(d -> d.samples.sort(Comparator.comparingLong(Sample::atUs)));
    for (String line : lines(fleet.resolve("reference").resolve("models"))) {
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("model_id")) {
        day.weights.put(
            cells[0],
            new Weights(number(cells[4]), number(cells[5]), number(cells[6]), number(cells[7])));
      }
    }
    return day;
  }

  List<Request> requests() {
    return List.copyOf(requests.values());
  }

  Map<String, Device> devices() {
    return devices;
  }

  Weights weights(String model) {
    return weights.get(model);
  }

  /** Of two rows of one request the one that ended last counts, then the one with more output. */
  private void keep(Request row) {
    if (row != null) {
      requests.merge(row.id, row, (a, b) -> isLater(b, a) ? b : a);
    }
  }

  private static boolean isLater(Request row, Request than) {
    long end = row.endUs == null ? Long.MIN_VALUE : row.endUs;
    long otherEnd = than.endUs == null ? Long.MIN_VALUE : than.endUs;
    long output = row.output == null ? -1 : row.output;
    long otherOutput = than.output == null ? -1 : than.output;
    return end != otherEnd ? end > otherEnd : output > otherOutput;
  }

  private static Request request(String line) {
    JsonNode json;
    try {
      json = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return null;
    }
    Long start = time(json, "started_at");
    boolean isCounted =
        Stream.of("prompt_tokens", "cached_prompt_tokens", "output_tokens")
            .map(json::path)
            .allMatch(cell -> isAbsent(cell) || (cell.isIntegralNumber() && cell.asLong() >= 0));
    Long end = time(json, "ended_at");
    boolean isReversed = end != null && start != null && end < start;
    if (text(json, "request_id") == null || start == null || !isCounted || isReversed) {
      return null;
    }
    return new Request(
        text(json, "request_id"),
        start,
        end,
        time(json, "first_token_at"),
        text(json, "model"),
        text(json, "site"),
        text(json, "unit"),
        count(json, "prompt_tokens"),
        count(json, "cached_prompt_tokens"),
        count(json, "output_tokens"));
  }

  private void place(String[] cells, Map<String, double[]> drawW) {
    if (cells[0].equals("device_id")) {
      return;
    }
    double[] draw = drawW.get(cells[5]);
    devices
        .computeIfAbsent(
            cells[0],
            id ->
                new Device(
                    cells[3],
                    cells[1],
                    new TreeSet<>(),
                    draw[0],
                    draw[1],
                    draw[2],
                    new ArrayList<>()))
        .models
        .add(cells[2]);
  }

  private void sample(String[] cells) {
    if (cells.length < 11 || cells[0].isEmpty() || cells[0].equals("device_id")) {
      return;
    }
    try {
      Long energyMj = cells[2].isEmpty() ? null : Long.valueOf(cells[2]);
      Double powerW = cells[3].isEmpty() ? null : Double.valueOf(cells[3]);
      boolean isImpossible =
          (energyMj != null && energyMj < 0)
              || (powerW != null && !(powerW >= 0 && powerW < 1_000_000));
      if (!isImpossible) {
        devices.get(cells[0]).samples.add(new Sample(micros(cells[1]), energyMj, powerW));
      }
    } catch (NumberFormatException | DateTimeParseException e) {
      // A word where a number belongs: no reading.
    }
  }

  /** Idle (loaded, where published), maximum and host power by product name and alias. */
  private static Map<String, double[]> drawByName() throws IOException {
    Map<String, double[]> byName = new HashMap<>();
    for (String line : Files.readAllLines(HARDWARE)) {
      String[] cells = line.split(",", 10);
      if (cells[0].equals("device_model") || cells[7].isEmpty()) {
        continue;
      }
      String idle = cells[4].isEmpty() ? cells[3] : cells[4];
      double[] draw = {numberOrNaN(idle), number(cells[7]), numberOrNaN(cells[8])};
      byName.put(cells[0], draw);
      for (String alias : cells[1].split("\\|")) {
        byName.put(alias, draw);
      }
    }
    return byName;
  }

  static List<String> lines(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files(folder)) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  file.toString().endsWith(".gz")
                      ? new GZIPInputStream(Files.newInputStream(file))
                      : Files.newInputStream(file),
                  StandardCharsets.UTF_8))) {
        reader.lines().forEach(lines::add);
      }
    }
    return lines;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static boolean isAbsent(JsonNode cell) {
    return cell.isMissingNode() || cell.isNull();
  }

  private static String text(JsonNode json, String name) {
    return isAbsent(json.path(name)) ? null : json.path(name).asText();
  }

  private static Long count(JsonNode json, String name) {
    return isAbsent(json.path(name)) ? null : json.path(name).asLong();
  }

  private static Long time(JsonNode json, String name) {
    String text = text(json, name);
    return text == null ? null : micros(text);
  }

  private static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }

  private static double numberOrNaN(String text) {
    return text.isEmpty() ? Double.NaN : number(text);
  }

  private static double number(String text) {
    return Double.parseDouble(text);
  }

  private RawDay() {}
}
