package org.wattledger.pipeline;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.SourceRows;
import org.wattledger.staging.Refusal;
import org.wattledger.staging.RejectReason;
import org.wattledger.staging.TimeScale;
import org.wattledger.staging.Verdict;
import org.wattledger.staging.Verdicts;

/**
 * What became of some consecutive records of a source: counts, and of each canonical column how
 * often it was filled, with a few values. Does not grow with the records.
 */
final class RecordSample implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int MOST_EXAMPLES = 3;
  private static final int LONGEST_EXAMPLE = 40;
  private static final int MOST_REFUSED = 20;

  /**
   * A refused record.
   *
   * @param position its number in its file, from 1
   * @param columns names of those at fault
   */
  record Refused(String file, long position, RejectReason reason, List<String> columns)
      implements Serializable {

    static Refused of(String file, long position, Refusal refusal) {
      return new Refused(
          file, position, refusal.reason(), refusal.columns().stream().map(Field::name).toList());
    }
  }

  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private final Map<TimeScale, Long> misread = new EnumMap<>(TimeScale.class);
  private final Map<RejectReason, Long> reasons = new EnumMap<>(RejectReason.class);
  private final List<Refused> refused = new ArrayList<>();
  private final long[] filled;
  private final List<Set<String>> examples = new ArrayList<>();
  private long records;

  RecordSample(SourceKind kind) {
    Table table = SourceRows.canonicalTable(kind);
    filled = new long[table.fields().size()];
    table.fields().forEach(field -> examples.add(new LinkedHashSet<>()));
  }

  long records() {
    return records;
  }

  long records(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  /** Records outside the window whose times would fit in another unit; those that occur. */
  Map<TimeScale, Long> misread() {
    return misread;
  }

  /** Refused records by reason, in the order of the reasons; those that occur. */
  Map<RejectReason, Long> reasons() {
    return reasons;
  }

  /** The first refused records. */
  List<Refused> refused() {
    return refused;
  }

  /** How many records that parse had a value in the column with that ordinal. */
  long filled(int column) {
    return filled[column];
  }

  /** Up to three different values of the column, as they may be shown. */
  List<String> examples(int column) {
    return List.copyOf(examples.get(column));
  }

  /** Adds a record of a batch that was judged. */
  void add(RecordColumns batch, int row, Verdicts judged, long position) {
    records++;
    verdicts.merge(judged.verdict(row), 1L, Long::sum);
    if (judged.verdict(row) == Verdict.OUTSIDE_WINDOW && judged.timeScale(row) != TimeScale.NONE) {
      misread.merge(judged.timeScale(row), 1L, Long::sum);
    }
    if (judged.verdict(row) == Verdict.REJECTED) {
      Refusal refusal = judged.refusal(row);
      reasons.merge(refusal.reason(), 1L, Long::sum);
      addRefused(Refused.of(batch.file(), position, refusal));
    }
    if (batch.malformedDigest(row) == null) {
      addCells(batch, row);
    }
  }

  private void addCells(RecordColumns batch, int row) {
    List<Field> fields = batch.table().fields();
    for (int column = 0; column < filled.length; column++) {
      String text = text(batch, fields.get(column), row);
      if (text != null) {
        filled[column]++;
        addExample(column, ShownText.shortened(text, LONGEST_EXAMPLE));
      }
    }
  }

  /** Adds the records that come after these. */
  void add(RecordSample later) {
    records += later.records;
    later.verdicts.forEach((verdict, count) -> verdicts.merge(verdict, count, Long::sum));
    later.misread.forEach((scale, count) -> misread.merge(scale, count, Long::sum));
    later.reasons.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    later.refused.forEach(this::addRefused);
    for (int column = 0; column < filled.length; column++) {
      filled[column] += later.filled[column];
      for (String example : later.examples.get(column)) {
        addExample(column, example);
      }
    }
  }

  private void addRefused(Refused record) {
    if (refused.size() < MOST_REFUSED) {
      refused.add(record);
    }
  }

  private void addExample(int column, String example) {
    if (examples.get(column).size() < MOST_EXAMPLES) {
      examples.get(column).add(example);
    }
  }

  /** Null: the cell is absent. */
  private static String text(RecordColumns batch, Field field, int row) {
    if (field.type().equals(DataTypes.StringType)) {
      UTF8String text = batch.texts(field).text(row);
      return text == null ? null : text.toString();
    }
    if (field.type().equals(DataTypes.DoubleType)) {
      double amount = batch.doubles(field).values()[row];
      return Double.isNaN(amount) ? null : Double.toString(amount);
    }
    long value = batch.longs(field).values()[row];
    if (value == LongCells.ABSENT) {
      return null;
    }
    return field.type().equals(DataTypes.TimestampType)
        ? Instant.EPOCH.plus(value, ChronoUnit.MICROS).toString()
        : Long.toString(value);
  }
}
