package org.wattledger.reference;

/**
 * One thing that is wrong with a reference table.
 *
 * @param file where the table was read from
 * @param line line in the file, from 1; 0 when the whole file is meant
 * @param column the column, or empty
 * @param value the offending value, or empty
 * @param remedy what is wrong and how to put it right
 */
public record ReferenceProblem(String file, long line, String column, String value, String remedy) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ");
    if (!column.isEmpty()) {
      text.append(column).append(" = '").append(value).append("': ");
    }
    return text.append(remedy).toString();
  }
}
