package org.wattledger.attribution;

import java.util.Arrays;
import org.apache.spark.sql.execution.vectorized.Dictionary;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.vectors.VectorDictionary;

/** Reads the bytes of a text column without a string in between; one of these for each column. */
final class TextBytes {

  private Dictionary dictionary;
  private byte[][] byId = new byte[0][];

  /** Hands out the texts of some rows of a vector. */
  void read(ColumnVector vector, int[] rows, int count, BookedRequests.Texts into) {
    Dictionary current =
        vector instanceof WritableColumnVector writable ? VectorDictionary.of(writable) : null;
    if (current != dictionary) {
      dictionary = current;
      byId = new byte[0][];
    }
    for (int i = 0; i < count; i++) {
      int row = rows[i];
      if (vector.isNullAt(row)) {
        into.addNull();
      } else if (current != null) {
        byte[] text = decoded(((WritableColumnVector) vector).getDictionaryIds().getDictId(row));
        into.add(text, 0, text.length);
      } else {
        hand(vector.getUTF8String(row), into);
      }
    }
  }

  private byte[] decoded(int id) {
    if (id >= byId.length) {
      byId = Arrays.copyOf(byId, Math.max(64, 2 * (id + 1)));
    }
    if (byId[id] == null) {
      byId[id] = dictionary.decodeToBinary(id);
    }
    return byId[id];
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
