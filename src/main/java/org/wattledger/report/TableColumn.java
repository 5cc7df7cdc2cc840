package org.wattledger.report;

/**
 * A column of a table of the report.
 *
 * @param key name that the page's script uses
 * @param label heading, without unit
 * @param quantity what its cells are
 * @param doc which published column it is, or how it follows from published columns
 * @param isDetail whether it waits until a reader asks for all columns
 */
public record TableColumn(
    String key, String label, Quantity quantity, String doc, boolean isDetail) {

  public static TableColumn text(String key, String label, String doc) {
    return new TableColumn(key, label, Quantity.TEXT, doc, false);
  }

  /** The same column under another heading. */
  public TableColumn named(String heading) {
    return new TableColumn(key, heading, quantity, doc, isDetail);
  }

  /** The same column among the details. */
  public TableColumn asDetail() {
    return new TableColumn(key, label, quantity, doc, true);
  }
}
