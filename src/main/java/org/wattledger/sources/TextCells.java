package org.wattledger.sources;

import static org.apache.spark.unsafe.Platform.BYTE_ARRAY_OFFSET;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.vectors.VectorDictionary;

/**
 * A text column in the batches of one task. Texts that recur are numbered from 0 in the order of
 * appearance, and a batch holds their numbers; once too many of them differ, and for ids from the
 * start, it holds the texts themselves. A rule is asked once for each text that is numbered and
 * each entry of a dictionary, else once a row; where it is expensive, numbered texts stay known.
 */
public final class TextCells {

  /** Number of an absent text. */
  public static final int ABSENT = -1;

  private static final int MOST_NAMES = 1 << 16;
  private static final int MOST_NAME_BYTES = 1 << 24;
  private static final int UNSEEN = -2;

  private final TextRule rule;
  private final boolean isExpensive;
  private boolean isNumbered;
  private int[] numbers = new int[0];
  private UTF8String[] texts = new UTF8String[0];

  /** Holds the texts of a batch that are no names. */
  private byte[] room = new byte[0];

  private int roomUsed;

  private final List<UTF8String> names = new ArrayList<>();
  private final KnownTexts known = new KnownTexts();
  private Dictionary dictionary;
  private int[] numberOfId = new int[0];
  private UTF8String[] textOfId = new UTF8String[0];

  private TextCells(TextRule rule, boolean isExpensive, boolean isNumbered) {
    this.rule = rule;
    this.isExpensive = isExpensive;
    this.isNumbered = isNumbered;
  }

  static TextCells recurring(TextRule rule) {
    return new TextCells(rule, false, true);
  }

  /** Texts that recur, with a rule that costs more than to find a text again. */
  static TextCells recurringUnderExpensive(TextRule rule) {
    return new TextCells(rule, true, true);
  }

  static TextCells distinct(TextRule rule) {
    return new TextCells(rule, false, false);
  }

  /** Whether the batch holds numbers. Changes at most once, from true to false. */
  public boolean isNumbered() {
    return isNumbered;
  }

  /** Numbers of the rows of the batch; {@link #ABSENT} where there is no text. */
  public int[] numbers() {
    return numbers;
  }

  /** How many texts are numbered. */
  public int names() {
    return names.size();
  }

  public UTF8String name(int number) {
    return names.get(number);
  }

  /** Null: absent. Valid until the next batch is read. */
  public UTF8String text(int row) {
    if (!isNumbered) {
      return texts[row];
    }
    return numbers[row] == ABSENT ? null : names.get(numbers[row]);
  }

  public boolean isAbsent(int row) {
    return isNumbered ? numbers[row] == ABSENT : texts[row] == null;
  }

  /** Makes room for a batch. */
  void reserve(int rows) {
    roomUsed = 0;
    if (isNumbered && numbers.length < rows) {
      numbers = new int[rows];
    }
    if (!isNumbered && texts.length < rows) {
      texts = new UTF8String[rows];
    }
  }

  void readAbsent(int rows) {
    reserve(rows);
    if (isNumbered) {
      Arrays.fill(numbers, 0, rows, ABSENT);
    } else {
      Arrays.fill(texts, 0, rows, null);
    }
  }

  void read(ColumnVector vector, int rows) {
    reserve(rows);
    Dictionary current =
        vector instanceof WritableColumnVector writable ? VectorDictionary.of(writable) : null;
    if (current != null) {
      readIds((WritableColumnVector) vector, current, rows);
    } else if (isNumbered) {
      for (int row = 0; row < rows; row++) {
        set(row, vector.isNullAt(row) ? null : vector.getUTF8String(row));
      }
    } else {
      for (int row = 0; row < rows; row++) {
        texts[row] = vector.isNullAt(row) ? null : ruled(vector.getUTF8String(row));
      }
    }
    settle(rows);
  }

  /**
   * Sets one row of the batch.
   *
   * @param text null: absent; may change afterwards
   */
  void set(int row, UTF8String text) {
    if (text == null) {
      setAbsent(row);
    } else if (text.getBaseObject() instanceof byte[] bytes) {
      set(row, bytes, (int) (text.getBaseOffset() - BYTE_ARRAY_OFFSET), text.numBytes());
    } else {
      set(row, text.getBytes(), 0, text.numBytes());
    }
  }

  /** Sets one row of the batch to a part of an array, which may change afterwards. */
  void set(int row, byte[] bytes, int start, int length) {
    if (isNumbered) {
      numbers[row] = number(bytes, start, length);
    } else {
      texts[row] = ruled(bytes, start, length);
    }
  }

  void setAbsent(int row) {
    if (isNumbered) {
      numbers[row] = ABSENT;
    } else {
      texts[row] = null;
    }
  }

  /** Ends a batch: with too many names, or too long ones, the column goes over to texts. */
  void settle(int rows) {
    if (!isNumbered || known.size() <= MOST_NAMES && known.bytes() <= MOST_NAME_BYTES) {
      return;
    }
    texts = new UTF8String[numbers.length];
    for (int row = 0; row < rows; row++) {
      texts[row] = text(row);
    }
    isNumbered = false;
    dictionary = null;
  }

  private void readIds(WritableColumnVector vector, Dictionary current, int rows) {
    if (current != dictionary) {
      dictionary = current;
      Arrays.fill(numberOfId, UNSEEN);
    }
    WritableColumnVector ids = vector.getDictionaryIds();
    boolean hasNull = vector.hasNull();
    for (int row = 0; row < rows; row++) {
      boolean isNull = hasNull && vector.isNullAt(row);
      if (isNumbered) {
        numbers[row] = isNull ? ABSENT : numberOfId(ids.getDictId(row));
      } else {
        texts[row] = isNull ? null : textOfId(ids.getDictId(row));
      }
    }
  }

  private int numberOfId(int id) {
    reserveIds(id);
    if (numberOfId[id] == UNSEEN) {
      byte[] text = dictionary.decodeToBinary(id);
      numberOfId[id] = number(text, 0, text.length);
    }
    return numberOfId[id];
  }

  private UTF8String textOfId(int id) {
    reserveIds(id);
    if (numberOfId[id] == UNSEEN) {
      textOfId[id] = ruled(UTF8String.fromBytes(dictionary.decodeToBinary(id)));
      numberOfId[id] = id;
    }
    return textOfId[id];
  }

  private void reserveIds(int id) {
    int before = numberOfId.length;
    if (id >= before) {
      numberOfId = Arrays.copyOf(numberOfId, Math.max(64, 2 * (id + 1)));
      Arrays.fill(numberOfId, before, numberOfId.length, UNSEEN);
    }
    if (!isNumbered && textOfId.length < numberOfId.length) {
      textOfId = Arrays.copyOf(textOfId, numberOfId.length);
    }
  }

  private UTF8String ruled(UTF8String raw) {
    if (isExpensive) {
      byte[] bytes = raw.getBytes();
      int number = known.number(bytes, 0, bytes.length);
      if (number != KnownTexts.UNKNOWN) {
        return number == ABSENT ? null : names.get(number);
      }
    }
    return rule.of(raw);
  }

  private UTF8String ruled(byte[] bytes, int start, int length) {
    if (isExpensive) {
      int number = known.number(bytes, start, length);
      if (number != KnownTexts.UNKNOWN) {
        return number == ABSENT ? null : names.get(number);
      }
    }
    return rule.of(kept(bytes, start, length));
  }

  /** The text as long as the batch is. */
  private UTF8String kept(byte[] bytes, int start, int length) {
    if (room.length - roomUsed < length) {
      // Texts that were set before keep the array that they are in.
      room = new byte[2 * (roomUsed + length)];
      roomUsed = 0;
    }
    System.arraycopy(bytes, start, room, roomUsed, length);
    UTF8String text = UTF8String.fromBytes(room, roomUsed, length);
    roomUsed += length;
    return text;
  }

  private int number(byte[] bytes, int start, int length) {
    int number = known.number(bytes, start, length);
    if (number == KnownTexts.UNKNOWN) {
      byte[] text = Arrays.copyOfRange(bytes, start, start + length);
      UTF8String name = rule.of(UTF8String.fromBytes(text));
      number = name == null ? ABSENT : names.size();
      known.add(text, number);
      if (name != null) {
        names.add(name);
      }
    }
    return number;
  }
}
