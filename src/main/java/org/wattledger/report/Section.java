package org.wattledger.report;

import java.util.List;

/**
 * A part of the page: what it tells, its charts, and the tables beneath them.
 *
 * @param shortTitle in the contents
 * @param lead sentences of our own
 * @param tables ids
 */
record Section(
    String id,
    String title,
    String shortTitle,
    String lead,
    List<Chart> charts,
    List<String> tables) {

  /**
   * Place of a chart.
   *
   * @param id that the page's script fills
   * @param label what it shows, for those who do not see it
   * @param height low, middle or high
   */
  record Chart(String id, String label, String height) {}

  void write(ReportContents contents, Markup html) {
    html.format("<section id=\"%s\" aria-labelledby=\"%s-title\">\n", id, id);
    html.format("<h2 id=\"%s-title\">%s</h2>\n", id, title);
    html.format("<p class=\"lead\">%s</p>\n", lead);
    for (Chart chart : charts) {
      html.format(
          "<figure class=\"chart %s\" data-chart=\"%s\" role=\"img\" aria-label=\"%s\"></figure>\n",
          chart.height(), chart.id(), chart.label() + " The table below holds the numbers.");
    }
    for (String table : tables) {
      TableMarkup.write(contents.table(table), html);
    }
    html.raw("</section>\n");
  }
}
