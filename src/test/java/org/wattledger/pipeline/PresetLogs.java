package org.wattledger.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The logs of the request presets, all as sources of one configuration, each named as its preset.
 */
public final class PresetLogs {

  private static final Path FIXTURES = Path.of("src/test/resources/preset-fixtures");

  /** Of the traces that count from their beginning. */
  private static final String EPOCH = "epoch = \"2026-03-01T10:00:00Z\"\n";

  private static final String MODEL = "columns.model_id = \"'llama-3.1-70b'\"\n";

  /**
   * A preset with its log.
   *
   * @param own what the preset leaves to the user's file
   * @param start the start of a request as the preset maps it, if the log tells no end; else null
   */
  record Log(String preset, String file, String own, String start) {}

  static final List<Log> ALL =
      List.of(
          new Log("litellm", "litellm.jsonl", "", null),
          new Log("otel-genai", "otel-genai.jsonl", "", null),
          new Log("otel-genai-otlp", "otel-genai-otlp.jsonl", "", null),
          new Log("vllm", "vllm.jsonl", "", null),
          new Log("bedrock", "bedrock.jsonl", "", "CAST(`timestamp` AS TIMESTAMP)"),
          new Log("azure-apim", "azure-apim.jsonl", "", "CAST(TimeGenerated AS TIMESTAMP)"),
          new Log("envoy-ai-gateway", "envoy-ai-gateway.jsonl", "", null),
          new Log("tgi", "tgi.log", MODEL, null),
          new Log("burstgpt", "burstgpt.csv", EPOCH, "epoch_s(`Timestamp`)"),
          new Log(
              "azure-llm-trace", "azure-llm-trace.csv", MODEL, "CAST(`TIMESTAMP` AS TIMESTAMP)"),
          new Log("mooncake", "mooncake.jsonl", EPOCH + MODEL, "epoch_ms(`timestamp`)"));

  private PresetLogs() {}

  /** All logs as their presets have them. */
  public static String configuration() {
    return configuration(ALL.stream().map(Log::own).toList());
  }

  /**
   * All logs.
   *
   * @param own for each of {@link #ALL} the lines of its source beside name, preset and path
   */
  static String configuration(List<String> own) {
    return ALL.stream()
        .map(
            log ->
                "{\nname = \"%s\"\npreset = \"%s\"\npath = \"%s\"\n%s}"
                    .formatted(
                        log.preset,
                        log.preset,
                        FIXTURES.resolve(log.file).toAbsolutePath(),
                        own.get(ALL.indexOf(log))))
        .collect(Collectors.joining("\n", "wattledger.sources.requests = [\n", "\n]\n"));
  }
}
