package org.wattledger.attribution;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.wattledger.physics.RequestWork;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * A few thousand canonical requests as primitive columns. Reused from batch to batch inside a task;
 * text columns are numbered by the task's {@link Names}. Absent instants and counts are {@link
 * RequestWork#NONE}.
 */
final class RequestBatch {

  private final Map<String, Integer> ordinals;
  private final boolean isPlain;
  private ColumnarBatch columns;

  int rows;
  long[] idHash = new long[0];
  long[] startUs = new long[0];
  long[] endUs = new long[0];
  long[] firstTokenUs = new long[0];
  long[] prompt = new long[0];
  long[] cached = new long[0];
  long[] output = new long[0];
  int[] site = new int[0];
  int[] model = new int[0];
  int[] unit = new int[0];
  int[] prefillUnit = new int[0];
  int[] device = new int[0];
  int[] team = new int[0];
  int[] operation = new int[0];
  int[] status = new int[0];

  private final TaskNames names;
  private final Map<String, TextBytes> bytes = new HashMap<>();

  /** The text columns of a task. */
  static final class TaskNames {
    final Names sites = new Names();
    final Names models = new Names();
    final Names units = new Names();
    final Names devices = new Names();
    final Names teams = new Names();
    final Names operations = new Names();
    final Names statuses = new Names();
  }

  /** {@code isPlain}: no row of this input repeats another, so none has to be passed over. */
  RequestBatch(Map<String, Integer> ordinals, TaskNames names, boolean isPlain) {
    this.ordinals = ordinals;
    this.names = names;
    this.isPlain = isPlain;
  }

  TaskNames names() {
    return names;
  }

  boolean isPlain() {
    return isPlain;
  }

  RequestBatch read(ColumnarBatch batch) {
    columns = batch;
    rows = batch.numRows();
    if (startUs.length < rows) {
      allocate(rows);
    }
    longs(RequestBatches.ID_HASH, idHash);
    longs(CanonicalTables.STARTED_AT, startUs);
    longs(CanonicalTables.ENDED_AT, endUs);
    longs(CanonicalTables.FIRST_TOKEN_AT, firstTokenUs);
    longs(CanonicalTables.PROMPT_TOKENS, prompt);
    longs(CanonicalTables.CACHED_PROMPT_TOKENS, cached);
    longs(CanonicalTables.OUTPUT_TOKENS, output);
    texts(CanonicalTables.SITE_ID, names.sites, site);
    texts(CanonicalTables.MODEL_ID, names.models, model);
    texts(CanonicalTables.UNIT_ID, names.units, unit);
    texts(CanonicalTables.PREFILL_UNIT_ID, names.units, prefillUnit);
    texts(CanonicalTables.DEVICE_ID, names.devices, device);
    texts(CanonicalTables.TEAM_ID, names.teams, team);
    texts(CanonicalTables.OPERATION, names.operations, operation);
    texts(CanonicalTables.STATUS, names.statuses, status);
    return this;
  }

  /** Hands out the texts of some rows as they stand in the log. */
  void texts(Field field, int[] ofRows, int count, BookedRequests.Texts into) {
    bytes
        .computeIfAbsent(field.name(), name -> new TextBytes())
        .read(columns.column(ordinals.get(field.name())), ofRows, count, into);
  }

  private void longs(Field field, long[] into) {
    Integer ordinal = ordinals.get(field.name());
    if (ordinal == null) {
      return;
    }
    ColumnVector vector = columns.column(ordinal);
    if (!vector.hasNull()) {
      for (int row = 0; row < rows; row++) {
        into[row] = vector.getLong(row);
      }
      return;
    }
    for (int row = 0; row < rows; row++) {
      into[row] = vector.isNullAt(row) ? RequestWork.NONE : vector.getLong(row);
    }
  }

  private void texts(Field field, Names known, int[] into) {
    Integer ordinal = ordinals.get(field.name());
    if (ordinal != null) {
      known.read(columns.column(ordinal), rows, into);
    }
  }

  private void allocate(int size) {
    idHash = new long[size];
    startUs = new long[size];
    endUs = new long[size];
    firstTokenUs = new long[size];
    prompt = new long[size];
    cached = new long[size];
    output = new long[size];
    site = new int[size];
    model = new int[size];
    unit = new int[size];
    prefillUnit = new int[size];
    device = new int[size];
    team = new int[size];
    operation = new int[size];
    status = new int[size];
  }
}
