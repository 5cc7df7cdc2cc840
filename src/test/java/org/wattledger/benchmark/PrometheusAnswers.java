package org.wattledger.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The meters of a synthetic fleet as Prometheus answers {@code query_range}: a file for each hour,
 * with a series for each metric and device under the labels that dcgm-exporter and the scrape give
 * it.
 */
public final class PrometheusAnswers {

  /** Counters in order of time; power is what the counter rose by, utilisation whole percent. */
  private static final String SAMPLES =
      """
      SELECT hour(sampled_at) AS hour, device_id, epoch_ms(sampled_at) AS at_ms, node_id, unit_id,
        device_model, energy_mj,
        round((energy_mj - lag(energy_mj) OVER device)
          / (epoch_ms(sampled_at) - lag(epoch_ms(sampled_at)) OVER device), 3) AS power_w,
        round(100 * utilization_ratio)::BIGINT AS utilization_percent
      FROM read_csv('%s', header = true, types = {'sampled_at': 'TIMESTAMPTZ'})
      WINDOW device AS (PARTITION BY device_id ORDER BY sampled_at)
      ORDER BY hour, device_id, at_ms
      """;

  /** Column of the query to metric. */
  private static final Map<String, String> METRICS =
      Map.of(
          "energy_mj", "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION",
          "power_w", "DCGM_FI_DEV_POWER_USAGE",
          "utilization_percent", "DCGM_FI_DEV_GPU_UTIL");

  /** Labels after the name; device, node, device model and unit are the sample's. */
  private static final String LABELS =
      """
      "__name__":"%s","DCGM_FI_DRIVER_VERSION":"550.90.07","Hostname":"%s","UUID":"%s",\
      "container":"nvidia-dcgm-exporter","device":"nvidia0","endpoint":"gpu-metrics",\
      "exported_container":"vllm","exported_namespace":"inference","exported_pod":"%s","gpu":"0",\
      "instance":"10.0.4.7:9400","job":"nvidia-dcgm-exporter","modelName":"%s",\
      "namespace":"gpu-operator","pci_bus_id":"00000000:07:00.0",\
      "pod":"nvidia-dcgm-exporter-x7k2p","prometheus":"monitoring/k8s",\
      "service":"nvidia-dcgm-exporter"\
      """;

  private final Path folder;
  private BufferedWriter file;
  private int hour = -1;
  private String device = "";
  private boolean isFirst = true;
  private final List<Series> series = new ArrayList<>();

  private record Series(String column, StringBuilder values) {}

  private PrometheusAnswers(Path folder) {
    this.folder = folder;
    METRICS.keySet().stream()
        .sorted()
        .forEach(column -> series.add(new Series(column, new StringBuilder())));
  }

  /** {@code arguments}: glob of the fleet's meters as CSV, and the folder to write into. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Path folder = Path.of(arguments[1]);
    Files.createDirectories(folder);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet samples = statement.executeQuery(SAMPLES.formatted(arguments[0]))) {
        new PrometheusAnswers(folder).write(samples);
      }
    }
  }

  private void write(ResultSet samples) throws IOException, SQLException {
    String labels = "";
    while (samples.next()) {
      boolean isNewHour = samples.getInt("hour") != hour;
      if (isNewHour || !samples.getString("device_id").equals(device)) {
        endDevice(labels);
        device = samples.getString("device_id");
        labels =
            LABELS.formatted(
                "%s",
                samples.getString("node_id"),
                device,
                samples.getString("unit_id"),
                samples.getString("device_model"));
      }
      if (isNewHour) {
        endFile();
        hour = samples.getInt("hour");
        file = Files.newBufferedWriter(folder.resolve("%02d.json".formatted(hour)));
        file.write("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[");
      }
      for (Series each : series) {
        add(each, samples);
      }
    }
    endDevice(labels);
    endFile();
  }

  private static void add(Series series, ResultSet sample) throws SQLException {
    String value = sample.getString(series.column);
    if (value != null) {
      BigDecimal atS = BigDecimal.valueOf(sample.getLong("at_ms"), 3).stripTrailingZeros();
      series
          .values
          .append(series.values.isEmpty() ? "" : ",")
          .append("[%s,\"%s\"]".formatted(atS.toPlainString(), value));
    }
  }

  private void endDevice(String labels) throws IOException {
    for (Series each : series) {
      if (!each.values.isEmpty()) {
        file.write(isFirst ? "" : ",");
        file.write("{\"metric\":{");
        file.write(labels.formatted(METRICS.get(each.column)));
        file.write("},\"values\":[");
        file.append(each.values).write("]}");
        each.values.setLength(0);
        isFirst = false;
      }
    }
  }

  private void endFile() throws IOException {
    if (file != null) {
      file.write("]}}\n");
      file.close();
    }
    isFirst = true;
  }
}
