package org.wattledger.pipeline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.wattledger.config.QualityConfig;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.PublishedDay;
import org.wattledger.sources.InputFile;
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
      files.addAll(InputChecksum.ofAll(source, inputs.files(), hadoop));
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

  /**
   * Looks the files of the day up again: what was read must be what the fingerprint says. Files of
   * the neighbouring days, and those of no day in particular, may still grow.
   *
   * @throws RunFailure INPUT if one of them has grown, or is gone
   */
  void requireUnchanged(Configuration hadoop) {
    bySource.forEach(
        (source, inputs) -> {
          if (InputFiles.areOfOneDay(source)) {
            inputs.files().stream()
                .filter(InputFile::ofDay)
                .forEach(file -> requireUnchanged(source.name(), file, hadoop));
          }
        });
  }

  private static void requireUnchanged(String source, InputFile file, Configuration hadoop) {
    Path path = new Path(file.path());
    try {
      FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
      if (status.getLen() != file.sizeBytes()
          || status.getModificationTime() != file.modifiedAt().toEpochMilli()) {
        throw changed(
            source,
            file,
            "was written to (%d bytes before, %d now)"
                .formatted(file.sizeBytes(), status.getLen()));
      }
    } catch (FileNotFoundException e) {
      throw changed(source, file, "was removed");
    } catch (IOException e) {
      throw changed(source, file, "cannot be looked at (" + e.getMessage() + ")");
    }
  }

  private static RunFailure changed(String source, InputFile file, String how) {
    return new RunFailure(
        ExitCode.INPUT,
        "Input file %s of source %s %s while the day was read".formatted(file.name(), source, how),
        "run the day again when its files are complete; nothing was published");
  }

  /** In words, what differs from a publication of the day that is about to be replaced. */
  String changeSince(PublishedDay former, java.nio.file.Path warehouse, String referenceVersion) {
    List<String> reasons = new ArrayList<>();
    if (!NightlyPipeline.METHOD_VERSION.equals(former.methodVersion())) {
      reasons.add(
          "method %s -> %s".formatted(former.methodVersion(), NightlyPipeline.METHOD_VERSION));
    }
    if (!referenceVersion.equals(former.referenceVersion())) {
      reasons.add("reference %s -> %s".formatted(former.referenceVersion(), referenceVersion));
    }
    RunManifest.read(warehouse, former.runId())
        .flatMap(manifest -> InputChange.between(contents(manifest.inputs()), contents(files)))
        .ifPresent(change -> reasons.add("inputs: " + change));
    return reasons.isEmpty() ? "configuration" : String.join("; ", reasons);
  }

  private static Map<String, String> contents(List<InputChecksum> inputs) {
    return inputs.stream()
        .collect(Collectors.toMap(InputChange::name, file -> file.bytes() + "/" + file.crc32c()));
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
