package org.wattledger.sources;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.unsafe.types.UTF8String;

/** The records of some parts of JSON files in batches, each of one part. */
final class JsonBatches implements Iterator<RecordColumns> {

  private final JsonParts records;
  private final CellBatch batch;
  private final Computed computed;

  /** Whether the record that {@link #records} stands at is still to be taken. */
  private boolean isAhead;

  JsonBatches(JsonParts records, JsonColumns columns, RecordColumns into) {
    this.records = records;
    this.batch = new CellBatch(columns.plain(), into);
    this.computed = columns.expressions() == null ? null : new Computed(columns, into);
  }

  @Override
  public boolean hasNext() {
    isAhead = isAhead || records.next();
    return isAhead;
  }

  @Override
  public RecordColumns next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    PartitionedFile part = records.part();
    String file = records.file();
    long firstRecordId = records.recordId();
    batch.begin();
    while (!batch.isFull() && hasNext() && records.part() == part) {
      add();
      isAhead = false;
    }
    return batch.filled(file, part.start(), firstRecordId);
  }

  private void add() {
    if (records.found() == JsonLine.Found.RECORD) {
      batch.add(records.cells());
    } else {
      batch.addNone(records.malformedDigest());
    }
    if (computed != null) {
      computed.add();
    }
  }

  /** The columns that are expressions over cells. */
  private final class Computed {
    private final JsonColumns columns;
    private final CellExpressions.Evaluation evaluation;
    private final GenericInternalRow row;
    private final ValueColumns values;

    Computed(JsonColumns columns, RecordColumns into) {
      this.columns = columns;
      this.evaluation = columns.expressions().evaluation();
      this.row = new GenericInternalRow(columns.inputs().size() + 1);
      this.values =
          new ValueColumns(
              columns.computedNames().stream().map(into.table()::field).toList(), into);
    }

    /** Computes the columns of the record that was added last. */
    void add() {
      int at = batch.rows() - 1;
      List<JsonColumns.Input> inputs = columns.inputs();
      for (int i = 0; i < inputs.size(); i++) {
        row.update(i, input(inputs.get(i)));
      }
      row.update(inputs.size(), records.found() == JsonLine.Found.RECORD);
      InternalRow computed = evaluation.of(row);
      values.set(at, computed);
      batch.addFaults(computed.getBoolean(values.count()), computed.getByte(values.count() + 1));
    }

    private Object input(JsonColumns.Input input) {
      if (RawRecords.isAboutFile(input.path())) {
        return RecordPlace.value(input.path(), records);
      }
      UTF8String text = records.text(input.cell());
      return text == null ? null : columns.input(text);
    }
  }
}
