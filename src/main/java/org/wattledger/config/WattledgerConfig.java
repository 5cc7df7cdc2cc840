package org.wattledger.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * The whole configuration as one validated value.
 *
 * @param warehouse directory or URI under which tables are published
 */
public record WattledgerConfig(
    String warehouse,
    List<SourceConfig> requests,
    List<SourceConfig> telemetry,
    List<SourceConfig> placements,
    List<SourceConfig> training,
    ReferenceConfig reference,
    AttributionConfig attribution,
    QualityConfig quality,
    PrivacyConfig privacy,
    SinkConfig sink,
    List<ScenarioConfig> scenarios) {

  public WattledgerConfig {
    requests = List.copyOf(requests);
    telemetry = List.copyOf(telemetry);
    placements = List.copyOf(placements);
    training = List.copyOf(training);
    scenarios = List.copyOf(scenarios);
  }

  /** The same with other scenarios. */
  public WattledgerConfig withScenarios(List<ScenarioConfig> others) {
    return new WattledgerConfig(
        warehouse,
        requests,
        telemetry,
        placements,
        training,
        reference,
        attribution,
        quality,
        privacy,
        sink,
        others);
  }

  /** Requests, telemetry, placements, training: every source in the order of the configuration. */
  public List<SourceConfig> sources() {
    return Stream.of(requests, telemetry, placements, training).flatMap(List::stream).toList();
  }

  /** Without credentials that a warehouse's address may carry. */
  @Override
  public String toString() {
    return "WattledgerConfig[warehouse=%s, sources=%s, reference=%s, attribution=%s, quality=%s]"
        .formatted(
            Redaction.withoutUserInfo(warehouse), sources(), reference, attribution, quality);
  }
}
