package org.wattledger.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.pipeline.Inspection.Finding;
import org.wattledger.sources.InputMissing;
import org.wattledger.sources.InputUnreadable;
import org.wattledger.sources.MappingInvalid;
import org.wattledger.staging.StagingWindow;

/**
 * How the first records of each source of a day would come out in a run. Writes nothing.
 *
 * @param sources in the order of the configuration; those that have files and can be read
 * @param failures of the others, except that a file is missing, which {@link Inspection} tells
 */
public record DaySample(List<SourceSample> sources, List<Finding> failures) {

  public DaySample {
    sources = List.copyOf(sources);
    failures = List.copyOf(failures);
  }

  /** Nothing was looked at. */
  public static DaySample none() {
    return new DaySample(List.of(), List.of());
  }

  /** Looks at so many records of each source. */
  public static DaySample of(
      SparkSession session, WattledgerConfig config, LocalDate day, long records) {
    StagingWindow window = new StagingWindow(day, config.attribution().lookaround());
    SampleReading reading = new SampleReading(session, config, window, records);
    List<SourceSample> sources = new ArrayList<>();
    List<Finding> failures = new ArrayList<>();
    for (SourceConfig source : config.sources()) {
      try {
        sources.add(reading.of(source));
      } catch (InputMissing told) {
        continue; // by the inspection
      } catch (InputUnreadable | MappingInvalid problem) {
        failures.add(Inspection.failed("sample of " + source.name(), problem));
      }
    }
    return new DaySample(sources, failures);
  }

  /** Whether something looks wrong that is no failure. */
  public boolean hasWarnings() {
    return sources.stream().anyMatch(source -> !source.warnings().isEmpty());
  }
}
