package org.wattledger.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.wattledger.config.QualityConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.sources.InputFiles;

/**
 * The files that a day's run reads, with what they hold.
 *
 * @param fingerprint see {@link InputFingerprint}
 * @param bySource in the order of the configuration
 */
record DayInputs(
    List<InputChecksum> files, String fingerprint, Map<SourceConfig, InputFiles> bySource) {

  /** Reads every file once, for its checksum. */
  static DayInputs of(
      WattledgerConfig config,
      LocalDate day,
      String referenceVersion,
      String methodVersion,
      Configuration hadoop) {
    List<InputChecksum> files = new ArrayList<>();
    Map<SourceConfig, InputFiles> bySource = new LinkedHashMap<>();
    for (SourceConfig source : config.sources()) {
      InputFiles inputs = InputFiles.of(source, day, hadoop);
      bySource.put(source, inputs);
      files.addAll(InputChecksum.ofAll(source.name(), inputs.files(), hadoop));
    }
    return new DayInputs(
        List.copyOf(files),
        InputFingerprint.of(files, settings(config), referenceVersion, methodVersion),
        bySource);
  }

  /** Size of the files as they lie on disk. */
  long bytes() {
    return files.stream().mapToLong(InputChecksum::bytes).sum();
  }

  /** Everything in the configuration that a number can depend on; only ever hashed. */
  private static String settings(WattledgerConfig config) {
    StringBuilder text = new StringBuilder();
    for (SourceConfig source : config.sources()) {
      text.append(source.kind()).append(source.name()).append(source.format());
      text.append(source.options()).append(source.zone()).append(source.offset());
      text.append(source.schema()).append(source.columns()).append(source.where());
    }
    return text.append(config.attribution())
        .append(gates(config.quality()))
        .append(config.privacy().userKey().isPresent())
        .append(config.scenarios())
        .toString();
  }

  /** Whether a change of shape is accepted changes nothing in what is published. */
  private static List<Object> gates(QualityConfig quality) {
    return List.of(
        quality.maxRejectedRatio(),
        quality.maxUnattributedRatio(),
        quality.requireCompleteDay(),
        quality.maxTelemetryLag());
  }
}
