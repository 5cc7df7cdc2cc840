package org.wattledger.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A raw format whose ingest is timed; its files lie in a folder of its name. */
enum IngestFormat {
  JSON("ingest-requests"),
  JSON_GZ("ingest-requests"),
  PROMETHEUS("ingest-meters");

  /** What requests and samples are compared by: whole numbers exactly. */
  private static final List<String> REQUESTS =
      List.of(
          "count(*)",
          "sum(prompt_tokens)",
          "sum(cached_prompt_tokens)",
          "sum(output_tokens)",
          "sum(epoch_us(started_at))",
          "sum(epoch_us(ended_at))",
          "sum(epoch_us(first_token_at))",
          "count(user_key)",
          hashes("request_id"),
          hashes("model_id"),
          hashes("team_id"),
          hashes("unit_id"));

  private static final List<String> SAMPLES =
      List.of(
          "count(*)",
          "sum(energy_mj)",
          "sum(power_w)",
          "sum(utilization_ratio)",
          "sum(epoch_us(sampled_at))",
          hashes("device_id"),
          hashes("unit_id"),
          hashes("device_model"));

  private final String script;

  IngestFormat(String script) {
    this.script = script;
  }

  static IngestFormat named(String name) {
    return Arrays.stream(values())
        .filter(format -> format.folder().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no format " + name));
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** DuckDB's. */
  String script() {
    return script;
  }

  /** Aggregates over canonical rows. */
  List<String> sums() {
    return this == PROMETHEUS ? SAMPLES : REQUESTS;
  }

  /** Where Wattledger's accepted rows lie below the folder that it staged into. */
  String staged() {
    return this == PROMETHEUS ? "telemetry/accepted/*.parquet" : "requests/accepted/*/*.parquet";
  }

  long bytes(Path inputs) throws IOException {
    try (Stream<Path> files = Files.list(inputs.resolve(folder()))) {
      long bytes = 0;
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }

  /** The gzipped lines are those that also lie unpacked beside them. */
  long unpackedBytes(Path inputs) throws IOException {
    return this == JSON_GZ ? JSON.bytes(inputs) : bytes(inputs);
  }

  private static String hashes(String column) {
    return "sum(hash(%s) %% 65536)".formatted(column);
  }
}
