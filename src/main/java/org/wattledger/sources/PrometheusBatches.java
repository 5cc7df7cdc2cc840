package org.wattledger.sources;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** The samples of some files in batches, each of one file. */
final class PrometheusBatches implements Iterator<RecordColumns> {

  /** Series of text exposition come back line after line; from here on they are learnt anew. */
  private static final int MOST_SERIES = 1 << 14;

  private final PrometheusFiles samples;
  private final PrometheusColumns columns;
  private final FileNames fileNames;
  private final RecordDigest digest = new RecordDigest();
  private final CellBatch batch;
  private final Computed ofSeries;
  private final Computed ofSamples;
  private final GenericInternalRow cells;
  private final int labels;
  private final Map<PrometheusSample.Series, InternalRow> known = new IdentityHashMap<>();

  /** The one whose cells are in {@link #cells}; null: none. */
  private PrometheusSample.Series series;

  private InternalRow valuesOfSeries;
  private String path;
  private String fileName;
  private long recordId;

  /** Some columns of the batch and what they are computed by. */
  private final class Computed {
    private final CellExpressions.Evaluation evaluation;
    private final ValueColumns values;

    Computed(PrometheusColumns.Part part, RecordColumns into) {
      evaluation = part.expressions().evaluation();
      values = new ValueColumns(part.names().stream().map(into.table()::field).toList(), into);
    }

    /** Those of the cells; reused from row to row. */
    InternalRow of() {
      return evaluation.of(cells);
    }

    /** Sets them in the record that was added last. */
    void set(InternalRow computed) {
      values.set(batch.rows() - 1, computed);
      batch.addFaults(computed.getBoolean(values.count()), computed.getByte(values.count() + 1));
    }
  }

  /**
   * @param labels how many labels a series has
   */
  PrometheusBatches(
      PrometheusFiles samples,
      PrometheusColumns columns,
      int labels,
      FileNames fileNames,
      RecordColumns into) {
    this.samples = samples;
    this.columns = columns;
    this.labels = labels;
    this.fileNames = fileNames;
    this.batch = new CellBatch(List.of(), into);
    // Metric, labels, timestamp, value, whether it is a record.
    this.cells = new GenericInternalRow(labels + 4);
    this.ofSeries = new Computed(columns.ofSeries(), into);
    this.ofSamples = new Computed(columns.ofSamples(), into);
  }

  @Override
  public boolean hasNext() {
    return samples.hasNext();
  }

  @Override
  public RecordColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (!samples.pathAhead().equals(path)) {
      path = samples.pathAhead();
      fileName = fileNames.of(new Path(path));
      recordId = 0;
    }
    long firstRecordId = recordId;
    batch.begin();
    while (!batch.isFull() && hasNext() && samples.pathAhead().equals(path)) {
      add(samples.next());
      recordId++;
    }
    return batch.filled(fileName, 0, firstRecordId);
  }

  private void add(PrometheusSample sample) {
    if (sample.isMalformed()) {
      byte[] text = sample.malformed().getBytes();
      digest.add(text, text.length);
      batch.addNone(UTF8String.fromBytes(digest.digits()));
      series = null;
      fill(null, false);
      ofSeries.set(ofSeries.of());
    } else {
      batch.addRecord();
      if (sample.series() != series) {
        series = sample.series();
        fill(series, true);
        valuesOfSeries = valuesOf(series);
      }
      ofSeries.set(valuesOfSeries);
    }
    long timestampUs = sample.timestampUs();
    cells.update(labels + 1, timestampUs == PrometheusSample.NO_TIME ? null : timestampUs);
    cells.update(labels + 2, columns.input(sample.value()));
    ofSamples.set(ofSamples.of());
  }

  private InternalRow valuesOf(PrometheusSample.Series of) {
    InternalRow values = known.get(of);
    if (values == null) {
      if (known.size() == MOST_SERIES) {
        known.clear();
      }
      values = ofSeries.of().copy();
      known.put(of, values);
    }
    return values;
  }

  private void fill(PrometheusSample.Series of, boolean isRecord) {
    cells.update(0, of == null ? null : columns.input(of.metric()));
    for (int label = 0; label < labels; label++) {
      boolean isAbsent = of == null || of.labels().isNullAt(label);
      cells.update(label + 1, isAbsent ? null : columns.input(of.labels().getUTF8String(label)));
    }
    cells.update(labels + 3, isRecord);
  }
}
