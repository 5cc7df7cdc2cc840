package org.wattledger.report;

import java.util.List;

/**
 * A table as HTML: its first rows, readable without any script; the page's script takes over from
 * there, with sorting, search and pages.
 */
final class TableMarkup {

  /** Rows of a table that stand in the markup, and of a page of it. */
  static final int FIRST_ROWS = 12;

  private static final int SHORT_NAME = 28;
  private static final int LONG_TEXT = 60;

  private final ReportTable table;
  private final List<Integer> decimals;
  private final Markup html;

  private TableMarkup(ReportTable table, Markup html) {
    this.table = table;
    this.decimals = table.decimals();
    this.html = html;
  }

  static void write(ReportTable table, Markup html) {
    new TableMarkup(table, html).write();
  }

  private void write() {
    html.format("<div class=\"table\" data-table=\"%s\">", table.id());
    html.format(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">", table.caption());
    html.raw("<table>").format("<caption><span>%s</span></caption>", table.caption());
    head();
    html.raw("<tbody>");
    table.rows().stream().limit(FIRST_ROWS).forEach(row -> row(row, "th"));
    if (table.rows().isEmpty()) {
      html.format("<tr><td colspan=\"%s\" class=\"none\">none</td></tr>", table.columns().size());
    }
    html.raw("</tbody>");
    if (table.isSummed() && table.rows().size() > 1) {
      html.raw("<tfoot>");
      row(table.totals("All"), "th");
      html.raw("</tfoot>");
    }
    html.raw("</table></div>");
    if (table.rows().size() > FIRST_ROWS) {
      html.format(
          "<p class=\"more\">The first %s of %s rows; a browser that runs scripts shows all.</p>",
          FIRST_ROWS, String.format(java.util.Locale.ROOT, "%,d", table.rows().size()));
    }
    html.raw("</div>\n");
  }

  private void head() {
    html.raw("<thead><tr>");
    for (TableColumn column : table.columns()) {
      html.format("<th scope=\"col\" class=\"%s\" title=\"%s\">", style(column), column.doc());
      html.format("<span class=\"label\">%s</span>", column.label());
      if (!column.quantity().shownUnit().isEmpty()) {
        html.format(" <span class=\"unit\">%s</span>", column.quantity().shownUnit());
      }
      html.raw("</th>");
    }
    html.raw("</tr></thead>");
  }

  private void row(List<Object> row, String first) {
    html.raw("<tr>");
    for (int i = 0; i < table.columns().size(); i++) {
      TableColumn column = table.columns().get(i);
      String tag = i == 0 ? first : "td";
      html.raw("<" + tag + (i == 0 ? " scope=\"row\"" : ""));
      html.format(" class=\"%s\"", style(column) + shortness(row.get(i)));
      cell(column, decimals.get(i), row.get(i), i > 0 && isTotal(row));
      html.raw("</" + tag + ">");
    }
    html.raw("</tr>\n");
  }

  private static boolean isTotal(List<Object> row) {
    return "All".equals(row.get(0));
  }

  private void cell(TableColumn column, int digits, Object value, boolean isTotal) {
    if (!column.quantity().isNumber()) {
      String empty = isTotal ? "" : Numbers.UNKNOWN;
      html.raw(">").text(value == null ? empty : (String) value);
      return;
    }
    Number number = (Number) value;
    if (number == null && isTotal && !column.quantity().isAdditive()) {
      html.raw(">");
      return;
    }
    html.format(" title=\"%s\">", Numbers.exact(column.quantity(), number));
    html.text(Numbers.shown(column.quantity(), digits, number));
  }

  /** Short names keep to one line, long texts get room; both are never wider than a cell. */
  private static String shortness(Object cell) {
    if (!(cell instanceof String name)) {
      return "";
    }
    int length = name.codePointCount(0, name.length());
    return length <= SHORT_NAME ? " short" : length >= LONG_TEXT ? " long" : "";
  }

  private static String style(TableColumn column) {
    return (column.quantity().isNumber() ? "number" : "name")
        + (column.isDetail() ? " detail" : "");
  }
}
