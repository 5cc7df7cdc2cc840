package org.wattledger.ingest;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.Field;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.TextCells;
import org.wattledger.staging.Verdict;
import org.wattledger.staging.Verdicts;

/**
 * How the records of one source and day fill its mapped columns: in how many accepted records each
 * holds a value, and because of which column how many were refused.
 */
public final class ColumnCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SourceKind kind;
  private final String source;
  private final String[] columns;
  private final long[] filled;
  private final long[] refused;
  private long judged;
  private long filtered;
  private final HashMap<String, Long> newestUs = new HashMap<>();
  private transient boolean[] isAccepted;

  /** {@code columns}: canonical ones that the mapping yields. */
  public ColumnCounts(SourceKind kind, String source, Collection<String> columns) {
    this(kind, source, columns, new long[columns.size()], new long[columns.size()]);
  }

  /** {@code filled} and {@code refused} are by place of the column. */
  public ColumnCounts(
      SourceKind kind, String source, Collection<String> columns, long[] filled, long[] refused) {
    this.kind = kind;
    this.source = source;
    this.columns = columns.toArray(String[]::new);
    this.filled = filled;
    this.refused = refused;
  }

  /** The same of so many records. */
  public ColumnCounts over(long newJudged, long newFiltered) {
    judged = newJudged;
    filtered = newFiltered;
    return this;
  }

  public SourceKind kind() {
    return kind;
  }

  public String source() {
    return source;
  }

  public List<String> columns() {
    return List.of(columns);
  }

  /** Records of the day that were accepted, repeats included, or refused. */
  public long judged() {
    return judged;
  }

  /** Records that the source's condition leaves out. */
  public long filtered() {
    return filtered;
  }

  /** Accepted records with a value in the column; 0: it is not mapped. */
  public long filled(String column) {
    int at = columns().indexOf(column);
    return at < 0 ? 0 : filled[at];
  }

  /** Records that were refused because of the column; 0: it is not mapped. */
  public long refused(String column) {
    int at = columns().indexOf(column);
    return at < 0 ? 0 : refused[at];
  }

  /** Whether all times of the source are of what has happened when it is written. */
  public boolean hasPastTimes() {
    return kind == SourceKind.REQUESTS || kind == SourceKind.TELEMETRY;
  }

  /** The latest time in the records of a file, of any day; {@link Long#MIN_VALUE}: it has none. */
  public long newestUs(String file) {
    return newestUs.getOrDefault(file, Long.MIN_VALUE);
  }

  void add(RecordColumns batch, Verdicts verdicts) {
    if (isAccepted == null || isAccepted.length < batch.rows()) {
      isAccepted = new boolean[batch.rows()];
    }
    for (int row = 0; row < batch.rows(); row++) {
      Verdict verdict = verdicts.verdict(row);
      isAccepted[row] = verdict == Verdict.ACCEPTED;
      judged += isAccepted[row] ? 1 : 0;
      filtered += verdict == Verdict.FILTERED ? 1 : 0;
      if (verdict == Verdict.REJECTED) {
        judged++;
        verdicts.refusal(row).columns().forEach(this::refuse);
      }
    }
    for (int at = 0; at < columns.length; at++) {
      Field field = batch.table().field(columns[at]);
      filled[at] += filled(batch, field);
      if (field.type().equals(DataTypes.TimestampType)) {
        newestUs.merge(batch.file(), newest(batch.longs(field).values(), batch.rows()), Math::max);
      }
    }
  }

  /** {@code other} is of the same source. */
  void add(ColumnCounts other) {
    other.newestUs.forEach((file, us) -> newestUs.merge(file, us, Math::max));
    judged += other.judged;
    filtered += other.filtered;
    for (int at = 0; at < columns.length; at++) {
      filled[at] += other.filled[at];
      refused[at] += other.refused[at];
    }
  }

  /** An absent time is the earliest of all. */
  private static long newest(long[] timesUs, int rows) {
    long newest = LongCells.ABSENT;
    for (int row = 0; row < rows; row++) {
      newest = Math.max(newest, timesUs[row]);
    }
    return newest;
  }

  private void refuse(Field column) {
    int at = columns().indexOf(column.name());
    if (at >= 0) {
      refused[at]++;
    }
  }

  private long filled(RecordColumns batch, Field field) {
    long count = 0;
    if (field.type().equals(DataTypes.StringType)) {
      TextCells texts = batch.texts(field);
      for (int row = 0; row < batch.rows(); row++) {
        count += isAccepted[row] && !texts.isAbsent(row) ? 1 : 0;
      }
    } else if (field.type().equals(DataTypes.DoubleType)) {
      double[] values = batch.doubles(field).values();
      for (int row = 0; row < batch.rows(); row++) {
        count += isAccepted[row] && !Double.isNaN(values[row]) ? 1 : 0;
      }
    } else {
      long[] values = batch.longs(field).values();
      for (int row = 0; row < batch.rows(); row++) {
        count += isAccepted[row] && values[row] != LongCells.ABSENT ? 1 : 0;
      }
    }
    return count;
  }
}
