package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.apache.spark.sql.catalyst.csv.UnivocityParser;
import org.apache.spark.sql.catalyst.util.BadRecordException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The cells of a line of CSV. A line in its plainest form, of printable ASCII without a quote and
 * with as many cells as the header, is cut at its separators; any other is parsed as Spark parses
 * it. Both ways find the same.
 */
final class CsvLine implements RecordCells {

  private final byte separator;
  private final int[] starts;
  private final int[] ends;
  private final CSVOptions options;
  private final RowCells parsed = new RowCells();
  private byte[] text;
  private boolean isCut;
  private byte[] malformed;

  /** Holds arrays for as many cells as a line may ever have: not made before it is needed. */
  private UnivocityParser parser;

  /**
   * @param options with a separator of one ASCII character, the usual quote, and no comments
   * @param cells of a record
   */
  CsvLine(CSVOptions options, int cells) {
    this.separator = (byte) options.delimiter().charAt(0);
    this.starts = new int[cells];
    this.ends = new int[cells];
    this.options = options;
  }

  /** Whether a line holds nothing at all: such lines are no records. */
  static boolean isBlank(byte[] text, int length) {
    for (int i = 0; i < length; i++) {
      // Bytes of what is not ASCII are negative.
      if (text[i] > ' ' || text[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes a line that is not blank.
   *
   * @return whether it is a record; else {@link #malformed} holds its text
   */
  boolean read(byte[] line, int length) throws Exception {
    text = line;
    malformed = null;
    isCut = cut(line, length);
    return isCut || parse(new String(line, 0, length, UTF_8));
  }

  /** Text of a line that is no record. */
  byte[] malformed() {
    return malformed;
  }

  private boolean cut(byte[] line, int length) {
    int cell = 0;
    int start = 0;
    for (int i = 0; i <= length; i++) {
      if (i < length) {
        byte letter = line[i];
        if (letter < ' ' || letter > '~' || letter == '"') {
          return false;
        }
        if (letter != separator) {
          continue;
        }
      }
      if (cell == starts.length) {
        return false;
      }
      trim(line, cell++, start, i);
      start = i + 1;
    }
    return cell == starts.length;
  }

  private void trim(byte[] line, int cell, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && line[start] == ' ') {
      start++;
    }
    while (start < end && line[end - 1] == ' ') {
      end--;
    }
    starts[cell] = start;
    ends[cell] = end;
  }

  private boolean parse(String line) throws Exception {
    try {
      parsed.row = parser().parse().apply(line).get();
      return true;
    } catch (Exception failure) {
      // Scala throws it without declaring it.
      if (!(failure instanceof BadRecordException bad)) {
        throw failure;
      }
      UTF8String record = bad.record().apply();
      malformed = record == null ? line.getBytes(UTF_8) : record.getBytes();
      return false;
    }
  }

  private UnivocityParser parser() {
    if (parser == null) {
      StructType schema = new StructType();
      for (int i = 0; i < starts.length; i++) {
        schema = schema.add("_c" + i, DataTypes.StringType);
      }
      parser = new UnivocityParser(schema, options);
    }
    return parser;
  }

  @Override
  public boolean isAbsent(int cell) {
    return isCut ? starts[cell] == ends[cell] : parsed.isAbsent(cell);
  }

  @Override
  public byte[] bytes(int cell) {
    return isCut ? text : parsed.bytes(cell);
  }

  @Override
  public int start(int cell) {
    return isCut ? starts[cell] : parsed.start(cell);
  }

  @Override
  public int length(int cell) {
    return isCut ? ends[cell] - starts[cell] : parsed.length(cell);
  }
}
