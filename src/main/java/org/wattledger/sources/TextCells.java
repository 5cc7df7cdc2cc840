package org.wattledger.sources;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.vectors.DictionaryNumbers;

/**
 * A text column in the batches of one task. Texts that recur are numbered from 0 in the order of
 * appearance, and a batch holds their numbers; once too many of them differ, and for ids from the
 * start, it holds the texts themselves. A rule is asked once for each text that is numbered and
 * each entry of a dictionary, else once a row; where it is expensive, numbered texts stay known.
 */
public final class TextCells {

  /** Number of an absent text. */
  public static final int ABSENT = DictionaryNumbers.ABSENT;

  private static final int MOST_NAMES = 1 << 16;

  /** With an expensive rule: a text costs less to find than to ask about, also in no cache. */
  private static final int MOST_EXPENSIVE_NAMES = 1 << 17;

  private static final int MOST_NAME_BYTES = 1 << 24;

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
  private final DictionaryNumbers byDictionary = new DictionaryNumbers(this::number);
  private final TextsOfDictionary textsOfDictionary = new TextsOfDictionary();
  private final DictionaryNumbers textByDictionary = new DictionaryNumbers(textsOfDictionary);

  /** Texts of a batch as they are read, and their numbers where they are known. */
  private UTF8String[] raw = new UTF8String[0];

  private int[] found = new int[0];

  /** The texts of the dictionary that is read, of a column without numbers. */
  private final class TextsOfDictionary implements DictionaryNumbers.Numbering {
    private final List<UTF8String> texts = new ArrayList<>();

    @Override
    public void begin() {
      texts.clear();
    }

    @Override
    public int number(byte[] text) {
      int number = isExpensive ? known.number(text, 0, text.length) : KnownTexts.UNKNOWN;
      UTF8String ruled =
          number == KnownTexts.UNKNOWN ? rule.of(UTF8String.fromBytes(text)) : named(number);
      if (ruled == null) {
        return ABSENT;
      }
      texts.add(ruled);
      return texts.size() - 1;
    }
  }

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
    return isNumbered ? named(numbers[row]) : texts[row];
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

  private int[] found(int rows) {
    if (found.length < rows) {
      found = new int[rows];
    }
    return found;
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
    if (isNumbered) {
      if (!byDictionary.read(vector, rows, numbers)) {
        readTexts(vector, rows);
      }
    } else if (textByDictionary.read(vector, rows, found(rows))) {
      for (int row = 0; row < rows; row++) {
        texts[row] = found[row] == ABSENT ? null : textsOfDictionary.texts.get(found[row]);
      }
    } else {
      readTexts(vector, rows);
    }
    settle(rows);
  }

  /** Looks for all texts at once, so that one waits for memory while the others do. */
  private void readTexts(ColumnVector vector, int rows) {
    if (raw.length < rows) {
      raw = new UTF8String[rows];
    }
    for (int row = 0; row < rows; row++) {
      raw[row] = vector.isNullAt(row) ? null : onHeap(vector.getUTF8String(row));
    }
    boolean isAsked = isNumbered || isExpensive;
    if (isAsked) {
      known.numbers(raw, rows, found(rows));
    }
    for (int row = 0; row < rows; row++) {
      boolean isFound = isAsked && raw[row] != null && found[row] != KnownTexts.UNKNOWN;
      if (raw[row] == null) {
        setAbsent(row);
      } else if (isNumbered) {
        numbers[row] = isFound ? found[row] : number(raw[row]);
      } else {
        texts[row] = isFound ? named(found[row]) : rule.of(raw[row]);
      }
    }
  }

  /**
   * Sets one row of the batch.
   *
   * @param text null: absent; may change afterwards
   */
  void set(int row, UTF8String text) {
    if (text == null) {
      setAbsent(row);
    } else {
      UTF8String here = onHeap(text);
      set(row, (byte[]) here.getBaseObject(), KnownTexts.start(here), here.numBytes());
    }
  }

  private static UTF8String onHeap(UTF8String text) {
    return text.getBaseObject() instanceof byte[] ? text : UTF8String.fromBytes(text.getBytes());
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
    int most = isExpensive ? MOST_EXPENSIVE_NAMES : MOST_NAMES;
    if (!isNumbered || known.size() <= most && known.bytes() <= MOST_NAME_BYTES) {
      return;
    }
    texts = new UTF8String[numbers.length];
    for (int row = 0; row < rows; row++) {
      texts[row] = text(row);
    }
    isNumbered = false;
  }

  private UTF8String ruled(byte[] bytes, int start, int length) {
    int number = isExpensive ? known.number(bytes, start, length) : KnownTexts.UNKNOWN;
    return number == KnownTexts.UNKNOWN ? rule.of(kept(bytes, start, length)) : named(number);
  }

  private UTF8String named(int number) {
    return number == ABSENT ? null : names.get(number);
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

  private int number(UTF8String text) {
    return number((byte[]) text.getBaseObject(), KnownTexts.start(text), text.numBytes());
  }

  private int number(byte[] text) {
    return number(text, 0, text.length);
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
