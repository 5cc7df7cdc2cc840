package org.wattledger.sources;

/** The cells of the record that is being read, as text in UTF-8. */
interface RecordCells {

  boolean isAbsent(int cell);

  /** Where the cell's text lies, from {@link #start}; valid until the next record is read. */
  byte[] bytes(int cell);

  int start(int cell);

  int length(int cell);
}
