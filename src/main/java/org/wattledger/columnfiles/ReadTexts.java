package org.wattledger.columnfiles;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;

/** Texts that were read; one that the file has in a dictionary is decoded once. */
public final class ReadTexts extends ReadColumn {

  private final String[] values;
  private Dictionary dictionary;
  private String[] decoded;

  ReadTexts(int batchRows) {
    this.values = new String[batchRows];
  }

  /** By row of the batch, null where a row has none; the array is filled anew by the next one. */
  public String[] values() {
    return values;
  }

  @Override
  void absent(int row) {
    values[row] = null;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary ofChunk) {
    dictionary = ofChunk;
    decoded = new String[ofChunk.getMaxId() + 1];
  }

  @Override
  public void addValueFromDictionary(int id) {
    if (decoded[id] == null) {
      decoded[id] = dictionary.decodeToBinary(id).toStringUsingUTF8();
    }
    values[row()] = decoded[id];
  }

  @Override
  public void addBinary(Binary value) {
    values[row()] = value.toStringUsingUTF8();
  }
}
