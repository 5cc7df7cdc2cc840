package org.wattledger.sources;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.Table;

/**
 * Some thousand consecutive records of a source as canonical columns, refused ones included. All
 * are of one block of one file. Reused from batch to batch inside a task.
 */
public final class RecordColumns {

  private final Table table;
  private final String source;
  private final boolean isOfDay;
  private final Map<String, LongCells> longs = new LinkedHashMap<>();
  private final Map<String, DoubleCells> doubles = new LinkedHashMap<>();
  private final Map<String, TextCells> texts = new LinkedHashMap<>();

  private int rows;
  private String file;
  private long blockStart;
  private long firstRecordId;
  private Faults faults = Faults.NONE;

  /**
   * What is wrong with single records.
   *
   * @param malformedDigests digest of a record that does not parse; null: it does
   * @param isKept whether {@code where} is true
   * @param cellFaults see {@link CellFault}
   */
  record Faults(UTF8String[] malformedDigests, boolean[] isKept, byte[] cellFaults) {

    /** Room for so many records. */
    static Faults of(int rows) {
      return new Faults(new UTF8String[rows], new boolean[rows], new byte[rows]);
    }

    /** Only cells. */
    static Faults ofCells(byte[] cellFaults) {
      boolean[] kept = new boolean[cellFaults.length];
      Arrays.fill(kept, true);
      return new Faults(new UTF8String[cellFaults.length], kept, cellFaults);
    }

    void set(int row, UTF8String malformedDigest, boolean kept, byte cellFault) {
      malformedDigests[row] = malformedDigest;
      isKept[row] = kept;
      cellFaults[row] = cellFault;
    }

    /** What expressions found beside what is known of the cells. */
    void add(int row, boolean kept, byte cellFault) {
      isKept[row] &= kept;
      cellFaults[row] = CellFault.first(cellFaults[row], cellFault);
    }

    /** Nothing can be: the columns are taken as they stand. */
    static final Faults NONE = new Faults(null, null, null);
  }

  /**
   * No records yet.
   *
   * @param rules what the texts of a canonical column become
   */
  RecordColumns(SourceKind kind, String source, boolean isOfDay, Map<String, TextRule> rules) {
    this.table = SourceRows.canonicalTable(kind);
    this.source = source;
    this.isOfDay = isOfDay;
    double blank = kind == SourceKind.TELEMETRY ? RawCells.DCGM_BLANK : Double.NaN;
    for (Field field : table.fields()) {
      if (field.type().equals(DataTypes.StringType)) {
        TextRule rule = rules.getOrDefault(field.name(), TextRule.SAME);
        texts.put(field.name(), cells(field, rule));
      } else if (field.type().equals(DataTypes.DoubleType)) {
        doubles.put(field.name(), new DoubleCells(blank));
      } else {
        longs.put(field.name(), new LongCells());
      }
    }
  }

  private static TextCells cells(Field field, TextRule rule) {
    if (field.equals(CanonicalTables.REQUEST_ID)) {
      return TextCells.distinct(rule);
    }
    // The rule of a user id is its HMAC.
    return field.equals(CanonicalTables.USER_ID)
        ? TextCells.recurringUnderExpensive(rule)
        : TextCells.recurring(rule);
  }

  /** The canonical table whose columns these are. */
  public Table table() {
    return table;
  }

  public int rows() {
    return rows;
  }

  public String source() {
    return source;
  }

  /** As shown, see {@link InputFile#name}. */
  public String file() {
    return file;
  }

  /** Whether the file belongs to the day itself, not only to a neighbouring one. */
  public boolean isOfDay() {
    return isOfDay;
  }

  /** First byte of the block of the file that the records were read from. */
  public long blockStart() {
    return blockStart;
  }

  /** Rises by one from record to record inside a block; says nothing across blocks. */
  public long recordId(int row) {
    return firstRecordId + row;
  }

  /** Whole numbers and instants; null: the field has another type. */
  public LongCells longs(Field field) {
    return longs.get(field.name());
  }

  /** Null: the field is no amount. */
  public DoubleCells doubles(Field field) {
    return doubles.get(field.name());
  }

  /** Null: the field is no text. */
  public TextCells texts(Field field) {
    return texts.get(field.name());
  }

  /** Digest of a record that does not parse; null: it does. */
  public UTF8String malformedDigest(int row) {
    return faults == Faults.NONE ? null : faults.malformedDigests[row];
  }

  /** Whether {@code where} is true. */
  public boolean isKept(int row) {
    return faults == Faults.NONE || faults.isKept[row];
  }

  /** Whether some cell held what its canonical column cannot hold. */
  public boolean hasWrongType(int row) {
    return faults != Faults.NONE && CellFault.isWrongType(faults.cellFaults[row]);
  }

  /** Whether no type was wrong, but some number was NaN or infinite. */
  public boolean hasNonFinite(int row) {
    return faults != Faults.NONE && CellFault.isNonFinite(faults.cellFaults[row]);
  }

  /** The first column with what was found in the cells of a record. */
  public Field faultyColumn(int row) {
    return table.fields().get(CellFault.ordinal(faults.cellFaults[row]));
  }

  void forEachText(Consumer<TextCells> action) {
    texts.values().forEach(action);
  }

  /** Makes room for so many records. */
  void reserve(int count) {
    longs.values().forEach(cells -> cells.reserve(count));
    doubles.values().forEach(cells -> cells.reserve(count));
    texts.values().forEach(cells -> cells.reserve(count));
  }

  /** Leaves every cell of so many records absent. */
  void readAbsent(int count) {
    longs.values().forEach(cells -> cells.readAbsent(count));
    doubles.values().forEach(cells -> cells.readAbsent(count));
    texts.values().forEach(cells -> cells.readAbsent(count));
  }

  RecordColumns filled(int count, String ofFile, long ofBlock, long firstId, Faults found) {
    rows = count;
    file = ofFile;
    blockStart = ofBlock;
    firstRecordId = firstId;
    faults = found;
    return this;
  }
}
