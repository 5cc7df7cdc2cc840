package org.wattledger.pipeline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.config.SourceConfig;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.SourceTimes;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import org.wattledger.sources.SourceRows;
import org.wattledger.staging.RejectReason;
import org.wattledger.staging.Verdict;

/** What a sample of a source says, and what looks wrong about it. */
final class SampleResult {

  private static final List<String> READINGS =
      Stream.of(
              CanonicalTables.ENERGY_MJ, CanonicalTables.POWER_W, CanonicalTables.UTILIZATION_RATIO)
          .map(Field::name)
          .toList();

  private final SourceConfig source;
  private final LocalDate day;
  private final RecordSample sample;
  private final Table table;

  SampleResult(SourceConfig source, LocalDate day, RecordSample sample) {
    this.source = source;
    this.day = day;
    this.sample = sample;
    this.table = SourceRows.canonicalTable(source.kind());
  }

  /**
   * The result.
   *
   * @param files of the day
   * @param warnings that are known already; those of the records follow
   */
  SourceSample told(long files, List<String> warnings) {
    List<SourceSample.ColumnSample> columns = new ArrayList<>();
    List<String> notMapped = new ArrayList<>();
    for (int column = 0; column < table.fields().size(); column++) {
      String name = table.fields().get(column).name();
      String expression = source.columns().get(name);
      if (expression == null) {
        notMapped.add(name);
      } else {
        columns.add(
            new SourceSample.ColumnSample(
                name, expression, sample.filled(column), sample.examples(column)));
      }
    }
    Map<String, Long> reasons = new LinkedHashMap<>();
    sample.reasons().forEach((reason, count) -> reasons.put(reason.name(), count));
    List<String> allWarnings = new ArrayList<>(warnings);
    allWarnings.addAll(warnings(columns));
    return new SourceSample(
        source.name(),
        source.kind().name().toLowerCase(Locale.ROOT),
        source.format(),
        files,
        sample.records(),
        sample.records(Verdict.ACCEPTED),
        sample.records(Verdict.REJECTED),
        reasons,
        sample.records(Verdict.FILTERED),
        sample.records(Verdict.OUTSIDE_WINDOW),
        columns,
        notMapped,
        sample.refused().stream().map(this::told).toList(),
        allWarnings);
  }

  private List<String> warnings(List<SourceSample.ColumnSample> columns) {
    if (sample.records() == 0) {
      return List.of("no file of the day holds a record");
    }
    if (sample.reasons().getOrDefault(RejectReason.MALFORMED, 0L) == sample.records()) {
      return List.of("no record parses as %s; check format and options".formatted(source.format()));
    }
    List<String> empty =
        columns.stream()
            .filter(column -> column.filled() == 0)
            .map(SourceSample.ColumnSample::column)
            .toList();
    List<String> warnings = new ArrayList<>();
    List<String> required =
        empty.stream().filter(column -> source.kind().required().contains(column)).toList();
    if (!required.isEmpty()) {
      warnings.add(
          "required, but empty in every record: %s; check the names in the mapping"
              .formatted(String.join(", ", required)));
    }
    List<String> optional =
        empty.stream()
            .filter(column -> !source.kind().required().contains(column))
            .filter(column -> !isOtherReading(column, empty))
            .toList();
    if (!optional.isEmpty()) {
      warnings.add(
          "mapped, but never filled: %s; check the names in the mapping"
              .formatted(String.join(", ", optional)));
    }
    SourceTimes times = new SourceTimes(source.name(), 0, 0, sample.misread());
    if (2 * times.misreadRecords() > sample.records()) {
      warnings.add(times.suspicion());
    } else if (sample.records(Verdict.OUTSIDE_WINDOW) == sample.records()) {
      warnings.add(outside());
    }
    if (source.kind() == SourceKind.REQUESTS
        && !source.columns().containsKey(CanonicalTables.ENDED_AT.name())) {
      warnings.add(
          "ended_at is not mapped: a model of whose requests no source tells an end is charged for"
              + " moments only");
    }
    return warnings;
  }

  /** A record of a meter holds one reading; the first records of a file may all hold the same. */
  private boolean isOtherReading(String column, List<String> empty) {
    return source.kind() == SourceKind.TELEMETRY
        && READINGS.contains(column)
        && READINGS.stream()
            .anyMatch(each -> source.columns().containsKey(each) && !empty.contains(each));
  }

  private String outside() {
    String times =
        table.fields().stream()
            .filter(field -> field.type().equals(DataTypes.TimestampType))
            .map(Field::name)
            .findFirst()
            .orElseThrow();
    return ("every record lies outside %s in UTC, see %s; if the log writes local times, set zone"
            + " (now %s); if its clock is wrong, offset (now %d ms)")
        .formatted(day, times, source.zone().getId(), source.offset().toMillis());
  }

  private SourceSample.RefusedRecord told(RecordSample.Refused record) {
    return new SourceSample.RefusedRecord(
        record.file(), record.position(), record.reason().name(), fault(record));
  }

  private String fault(RecordSample.Refused record) {
    String names = String.join(", ", record.columns());
    return switch (record.reason()) {
      case MALFORMED -> "does not parse as " + source.format();
      case WRONG_TYPE -> names + wrongType(table.field(names));
      case NON_FINITE -> names + " is NaN or infinite";
      case MISSING_FIELD ->
          names + (record.columns().size() > 1 ? " are all missing" : " is missing");
      case NEGATIVE -> names + " is below zero";
      case OUT_OF_RANGE -> names + " lies outside its range";
      case END_BEFORE_START -> names + " lies before the start";
    };
  }

  /** What a text is made of can fail to convert; every text is a text. */
  private static String wrongType(Field column) {
    return column.type().equals(DataTypes.StringType)
        ? " cannot be computed: a conversion in its expression fails, or its bytes are no UTF-8:"
            + " see encoding in the options"
        : " is no " + column.type().sql();
  }
}
