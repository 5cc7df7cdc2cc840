package org.wattledger.attribution;

import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.vectors.VectorDictionary;

/** Hands out the texts of a column without a string in between; one of these for each column. */
final class TextBytes {

  private Dictionary dictionary;
  private Object meaning;
  private int[] fresh = new int[0];
  private byte[][] freshTexts = new byte[0][];

  /** Hands out the texts of some rows of a vector; their numbers are the ids of a dictionary. */
  void read(ColumnVector vector, int[] rows, int count, BookedRequests.Texts into) {
    Dictionary current =
        vector instanceof WritableColumnVector writable ? VectorDictionary.of(writable) : null;
    dictionary = current;
    if (VectorDictionary.meaning(current) != meaning) {
      meaning = VectorDictionary.meaning(current);
      into.beginNumbers();
    }
    WritableColumnVector ids =
        current == null ? null : ((WritableColumnVector) vector).getDictionaryIds();
    if (ids != null) {
      define(vector, ids, rows, count, into);
    }
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (vector.isNullAt(row)) {
        into.addNull();
      } else if (current != null) {
        hand(ids.getDictId(row), into);
      } else {
        hand(vector.getUTF8String(row), into);
      }
    }
  }

  /** Says all that is new in a batch at once: to find a text again takes long, but few do alone. */
  private void define(
      ColumnVector vector,
      WritableColumnVector ids,
      int[] rows,
      int count,
      BookedRequests.Texts into) {
    if (fresh.length < count) {
      fresh = new int[count];
      freshTexts = new byte[count][];
    }
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (!vector.isNullAt(rows[i]) && into.lacks(ids.getDictId(rows[i]))) {
        fresh[size++] = ids.getDictId(rows[i]);
      }
    }
    for (int i = 0; i < size; i++) {
      freshTexts[i] = dictionary.decodeToBinary(fresh[i]);
    }
    if (size > 0) {
      into.define(fresh, freshTexts, size);
    }
  }

  private void hand(int id, BookedRequests.Texts into) {
    if (!into.add(id)) {
      byte[] text = dictionary.decodeToBinary(id);
      into.add(text, 0, text.length);
    }
  }

  private static void hand(UTF8String text, BookedRequests.Texts into) {
    if (text.getBaseObject() instanceof byte[] shared) {
      into.add(shared, (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET), text.numBytes());
    } else {
      byte[] copy = text.getBytes();
      into.add(copy, 0, copy.length);
    }
  }
}
