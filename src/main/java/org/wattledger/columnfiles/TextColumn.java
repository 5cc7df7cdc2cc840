package org.wattledger.columnfiles;

import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * Texts that need not recur, given as the bytes of their UTF-8; as ids where they do recur. Who has
 * numbers for texts that recur may give those instead: then nobody looks for the text again.
 */
public final class TextColumn extends FileColumn {

  /** Of numbered texts, in a row group; what comes after stands for itself. */
  private static final int MOST_NUMBERED = 1 << 18;

  private static final int MOST_NUMBERED_BYTES = 1 << 24;

  /** Of other texts that recur. */
  private static final int MOST_BYTES = 1 << 20;

  private static final int UNKNOWN = -1;

  /** Texts of the open page in plain encoding: length, bytes. */
  private final PageBytes texts = new PageBytes();

  private int size;
  private final DictionaryChoice choice = new DictionaryChoice();
  private final TextDictionary dictionary = new TextDictionary();
  private int[] ids = new int[0];

  /** Id in this row group, by number. */
  private int[] idOf = new int[0];

  /** Whether an id of the dictionary is in the page; for pages of numbered texts. */
  private boolean[] isInPage = new boolean[0];

  private boolean isAnyNumbered;
  private final PageBytes defined = new PageBytes();

  /**
   * No more numbered texts in this row group: some texts stand for themselves, and Spark's reader
   * takes pages of ids after plain ones for ids of all rows.
   */
  private boolean isPlain;

  private byte[] least;
  private byte[] greatest;

  TextColumn(ColumnDescriptor descriptor, ColumnFile file) {
    super(descriptor, file);
  }

  /** Appends one text. */
  public void append(byte[] source, int offset, int length) {
    if (isOfNumbers()) {
      endPage();
    }
    isPlain = true;
    texts.addText(source, offset, length);
    size++;
    presence.add(true);
    endPageIfFull(texts.size());
  }

  /** From now on numbers stand for other texts. */
  public void beginNumbers() {
    Arrays.fill(idOf, UNKNOWN);
  }

  /**
   * Appends the text of a number.
   *
   * @return false: nothing was appended, the text must be {@link #define}d or appended itself
   */
  public boolean append(int number) {
    if (isPlain || lacks(number)) {
      return false;
    }
    if (ids.length == size) {
      ids = Arrays.copyOf(ids, Math.max(64, 2 * size));
    }
    ids[size++] = idOf[number];
    presence.add(true);
    endPageIfFull(0);
    return true;
  }

  /** Whether a number can be appended once it is said what it stands for. */
  public boolean lacks(int number) {
    return !isPlain && (number >= idOf.length || idOf[number] == UNKNOWN);
  }

  /** Says what numbers stand for, many at once. They stay unknown if there is no room. */
  public void define(int[] numbers, byte[][] meant, int count) {
    defined.clear();
    int greatest = 0;
    for (int i = 0; i < count; i++) {
      greatest = Math.max(greatest, numbers[i]);
      defined.addText(meant[i], 0, meant[i].length);
    }
    if (greatest >= idOf.length) {
      int before = idOf.length;
      idOf = Arrays.copyOf(idOf, Math.max(64, 2 * (greatest + 1)));
      Arrays.fill(idOf, before, idOf.length, UNKNOWN);
    }
    int[] found = new int[count];
    if (dictionary.ids(defined, count, MOST_NUMBERED, MOST_NUMBERED_BYTES, found)) {
      for (int i = 0; i < count; i++) {
        idOf[numbers[i]] = found[i];
      }
    }
  }

  public void appendNull() {
    presence.add(false);
    endPageIfFull(texts.size());
  }

  @Override
  Encoding encode(PageBytes into) {
    if (isOfNumbers()) {
      encodeNumbered(into);
      return Encoding.RLE_DICTIONARY;
    }
    if (size > 0) {
      findExtremes();
    }
    boolean isIds = choice.isOpen() && size > 0 && writeIds(into);
    if (!isIds) {
      into.addBytes(texts.array(), 0, texts.size());
    }
    texts.clear();
    size = 0;
    return isIds ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  @Override
  void describe(Statistics<?> statistics) {
    statistics.updateStats(Binary.fromConstantByteArray(least));
    statistics.updateStats(Binary.fromConstantByteArray(greatest));
  }

  @Override
  int dictionary(PageBytes into) {
    boolean isUsed = choice.endChunk() || isAnyNumbered;
    isAnyNumbered = false;
    isPlain = false;
    beginNumbers();
    int count = isUsed ? dictionary.size() : 0;
    if (count > 0) {
      into.addBytes(dictionary.texts().array(), 0, dictionary.texts().size());
    }
    dictionary.clear();
    return count;
  }

  /** Whether the open page has numbered texts; it has no others then. */
  private boolean isOfNumbers() {
    return size > 0 && texts.size() == 0;
  }

  private void encodeNumbered(PageBytes into) {
    if (isInPage.length < dictionary.size()) {
      isInPage = new boolean[2 * dictionary.size()];
    }
    Arrays.fill(isInPage, 0, dictionary.size(), false);
    for (int i = 0; i < size; i++) {
      isInPage[ids[i]] = true;
    }
    byte[][] extremes = dictionary.extremes(isInPage);
    least = extremes[0];
    greatest = extremes[1];
    DictionaryIds.write(ids, size, dictionary.size(), into);
    size = 0;
    isAnyNumbered = true;
  }

  private boolean writeIds(PageBytes into) {
    if (ids.length < size) {
      ids = new int[size];
    }
    if (!choice.accept(dictionary.ids(texts, size, choice.most(size), MOST_BYTES, ids))) {
      return false;
    }
    DictionaryIds.write(ids, size, dictionary.size(), into);
    return true;
  }

  private void findExtremes() {
    int min = 0;
    int max = 0;
    long minPrefix = prefix(0);
    long maxPrefix = minPrefix;
    for (int at = endOf(0); at < texts.size(); at = endOf(at)) {
      long prefix = prefix(at);
      int toMin = Long.compareUnsigned(prefix, minPrefix);
      if (toMin < 0 || toMin == 0 && compare(at, min) < 0) {
        min = at;
        minPrefix = prefix;
      }
      int toMax = Long.compareUnsigned(prefix, maxPrefix);
      if (toMax > 0 || toMax == 0 && compare(at, max) > 0) {
        max = at;
        maxPrefix = prefix;
      }
    }
    least = Arrays.copyOfRange(texts.array(), min + Integer.BYTES, endOf(min));
    greatest = Arrays.copyOfRange(texts.array(), max + Integer.BYTES, endOf(max));
  }

  private long prefix(int text) {
    return texts.prefix(text + Integer.BYTES, endOf(text));
  }

  private int compare(int a, int b) {
    byte[] bytes = texts.array();
    return Arrays.compareUnsigned(
        bytes, a + Integer.BYTES, endOf(a), bytes, b + Integer.BYTES, endOf(b));
  }

  private int endOf(int text) {
    return text + Integer.BYTES + texts.intAt(text);
  }
}
