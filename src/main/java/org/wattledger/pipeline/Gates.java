package org.wattledger.pipeline;

import java.util.List;
import java.util.stream.Collectors;
import org.wattledger.config.QualityConfig;
import org.wattledger.quality.Check;

/** Decides, once all checks are known, whether a day may be published. */
final class Gates {

  private final QualityConfig config;

  private Gates(QualityConfig config) {
    this.config = config;
  }

  static Gates of(QualityConfig config) {
    return new Gates(config);
  }

  /** Warnings go into the journal; a failed check ends the run with QUALITY. */
  void pass(List<Check> checks, RunJournal journal) {
    journal.checked(checks);
    checks.stream()
        .filter(check -> check.status() == Check.Status.WARN)
        .forEach(check -> journal.warn(check.sentence()));
    List<Check> failed = failed(checks);
    if (!failed.isEmpty()) {
      throw new RunFailure(
          ExitCode.QUALITY,
          "The day is not good enough to publish: "
              + failed.stream().map(Check::sentence).collect(Collectors.joining("; ")),
          "what was staged is kept for inspection; "
              + failed.stream().map(this::remedy).distinct().collect(Collectors.joining("; ")));
    }
  }

  /** What a check beyond its bound is. */
  static Check.Status status(QualityConfig.Gate gate) {
    return gate == QualityConfig.Gate.STOP ? Check.Status.FAIL : Check.Status.WARN;
  }

  private String remedy(Check check) {
    return check.remedy().isEmpty()
        ? ("correct the input, or raise a bound under wattledger.quality if it is meant to be so"
                + " (max-rejected-ratio %s, max-unattributed-ratio %s)")
            .formatted(config.maxRejectedRatio(), config.maxUnattributedRatio())
        : check.remedy();
  }

  static List<Check> failed(List<Check> checks) {
    return checks.stream().filter(check -> check.status() == Check.Status.FAIL).toList();
  }
}
