package org.wattledger.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.RecordBlocks.SourceFile;
import org.wattledger.staging.TimeScale;
import org.wattledger.staging.Verdict;

/**
 * What became of the records of all input files.
 *
 * @param files those that were found, also without records
 */
record InputBooks(Map<SourceKind, Set<SourceFile>> files, Map<SourceKind, RecordBlocks> blocks) {

  /** Counts per kind, source and file; {@code losers}: accepted rows that repeat others. */
  List<SourceCount> counts(Map<SourceKind, Map<SourceFile, Long>> losers) {
    List<SourceCount> counts = new ArrayList<>();
    files.forEach(
        (kind, known) -> {
          for (SourceFile file : known) {
            RecordBlocks records = blocks.get(kind);
            long duplicates = losers.getOrDefault(kind, Map.of()).getOrDefault(file, 0L);
            counts.add(
                new SourceCount(
                    kind,
                    file.source(),
                    file.file(),
                    records.records(file),
                    records.records(file, Verdict.ACCEPTED) - duplicates,
                    records.records(file, Verdict.REJECTED),
                    duplicates,
                    records.records(file, Verdict.FILTERED),
                    records.records(file, Verdict.OUTSIDE_WINDOW)));
          }
        });
    return List.copyOf(counts);
  }

  /** By kind and source. */
  List<SourceTimes> times() {
    List<SourceTimes> times = new ArrayList<>();
    files.forEach(
        (kind, known) ->
            known.stream()
                .map(SourceFile::source)
                .distinct()
                .map(source -> times(source, blocks.get(kind).tally(source)))
                .forEach(times::add));
    return List.copyOf(times);
  }

  private static SourceTimes times(String source, RecordTally tally) {
    Map<TimeScale, Long> misread = new EnumMap<>(TimeScale.class);
    for (TimeScale scale : TimeScale.values()) {
      if (scale != TimeScale.NONE && tally.records(scale) > 0) {
        misread.put(scale, tally.records(scale));
      }
    }
    return new SourceTimes(source, tally.records(Verdict.ACCEPTED), tally.withoutEnd(), misread);
  }
}
