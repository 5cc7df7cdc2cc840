package org.wattledger.sources;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * Some thousand consecutive records of a request log as canonical columns, refused ones included.
 * All are of one block of one file. Reused from batch to batch inside a task.
 */
public final class RequestColumns {

  private final String source;
  private final boolean isOfDay;
  private final Map<String, LongCells> longs = new LinkedHashMap<>();
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
   * @param hasWrongType whether some cell held what its canonical column cannot hold
   * @param hasNonFinite whether some number was NaN or infinite
   */
  record Faults(
      UTF8String[] malformedDigests,
      boolean[] isKept,
      boolean[] hasWrongType,
      boolean[] hasNonFinite) {

    /** Room for so many records. */
    static Faults of(int rows) {
      return new Faults(
          new UTF8String[rows], new boolean[rows], new boolean[rows], new boolean[rows]);
    }

    void set(
        int row, UTF8String malformedDigest, boolean kept, boolean wrongType, boolean nonFinite) {
      malformedDigests[row] = malformedDigest;
      isKept[row] = kept;
      hasWrongType[row] = wrongType;
      hasNonFinite[row] = nonFinite;
    }

    /** What expressions found beside what is known of the cells. */
    void add(int row, boolean kept, boolean wrongType, boolean nonFinite) {
      isKept[row] &= kept;
      hasWrongType[row] |= wrongType;
      hasNonFinite[row] |= nonFinite;
    }

    /** Nothing can be: the columns are taken as they stand. */
    static final Faults NONE = new Faults(null, null, null, null);
  }

  /** {@code rules}: what the texts of a canonical column become. */
  RequestColumns(String source, boolean isOfDay, Map<String, TextRule> rules) {
    this.source = source;
    this.isOfDay = isOfDay;
    for (Field field : CanonicalTables.REQUESTS.fields()) {
      if (!field.type().equals(DataTypes.StringType)) {
        longs.put(field.name(), new LongCells());
      } else {
        TextRule rule = rules.getOrDefault(field.name(), TextRule.SAME);
        texts.put(field.name(), cells(field, rule));
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

  public LongCells longs(Field field) {
    return longs.get(field.name());
  }

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

  public boolean hasWrongType(int row) {
    return faults != Faults.NONE && faults.hasWrongType[row];
  }

  public boolean hasNonFinite(int row) {
    return faults != Faults.NONE && faults.hasNonFinite[row];
  }

  void forEachText(Consumer<TextCells> action) {
    texts.values().forEach(action);
  }

  void forEachLong(Consumer<LongCells> action) {
    longs.values().forEach(action);
  }

  RequestColumns filled(int count, String ofFile, long ofBlock, long firstId, Faults found) {
    rows = count;
    file = ofFile;
    blockStart = ofBlock;
    firstRecordId = firstId;
    faults = found;
    return this;
  }
}
