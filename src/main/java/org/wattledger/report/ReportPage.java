package org.wattledger.report;

import java.util.List;

/**
 * The page as one file: style, scripts and data are in it, and its policy lets the browser ask for
 * nothing else.
 */
public final class ReportPage {

  private final ReportContents contents;
  private final PageAssets assets;
  private final Markup html = new Markup();

  private ReportPage(ReportContents contents) {
    this.contents = contents;
    this.assets = PageAssets.shipped();
  }

  /** The whole file. */
  public static String html(ReportContents contents) {
    return new ReportPage(contents).page();
  }

  private String page() {
    List<Section> sections = Sections.of(contents.scope());
    head();
    html.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n");
    banner();
    navigation(sections);
    html.raw("<main id=\"main\" tabindex=\"-1\">\n");
    notes();
    HeadlineMarkup.write(contents.headline(), html);
    html.raw(
        "<noscript><p class=\"notice\">Charts need scripts. The tables hold their numbers.</p>"
            + "</noscript>\n");
    sections.forEach(section -> section.write(contents, html));
    MethodsMarkup.write(contents, html);
    html.raw(
        "</main>\n<footer><p>Numbers are rounded for reading. Rest the pointer on one for its"
            + " exact value, or copy a table with all digits.</p></footer>\n");
    html.raw("<script type=\"application/json\" id=\"report-data\">");
    html.raw(PageData.of(contents)).raw("</script>\n");
    html.raw("<script>").raw(assets.chartLibrary()).raw("</script>\n");
    html.raw("<script>").raw(assets.script()).raw("</script>\n</body>\n</html>\n");
    return html.toString();
  }

  private void head() {
    html.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.format("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", assets.policy());
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.format("<title>Energy of AI inference, %s</title>\n", contents.scope().range());
    html.raw("<style>").raw(assets.style()).raw("</style>\n</head>\n");
  }

  private void banner() {
    ReportScope scope = contents.scope();
    html.raw("<header class=\"banner\">\n<p class=\"brand\">Wattledger</p>\n");
    html.format("<h1>Energy of AI inference <span>%s</span></h1>\n", scope.range());
    html.format(
        "<p class=\"scope\">%s published %s, days of %s. Method version %s.%s</p>\n</header>\n",
        scope.publishedDays(),
        scope.publishedDays() == 1 ? "day" : "days",
        scope.zone().getId(),
        String.join(", ", scope.methodVersions()),
        scope.isShared() ? " For readers outside the house: small teams are one row." : "");
  }

  private void navigation(List<Section> sections) {
    html.raw("<nav aria-label=\"Contents\"><ul>\n");
    sections.forEach(
        section ->
            html.format("<li><a href=\"#%s\">%s</a></li>\n", section.id(), section.shortTitle()));
    html.raw("<li><a href=\"#methods\">Methods</a></li>\n");
    html.raw("<li><a href=\"#boundary\">Boundary</a></li>\n</ul></nav>\n");
  }

  private void notes() {
    contents.notes().forEach(note -> html.format("<p class=\"notice\">%s</p>\n", note));
    double unknownMj = contents.headline().unknownEmissionsMj();
    if (unknownMj > 0) {
      html.format(
          "<p class=\"notice\">Emissions leave out %s kWh for which no grid factor is known.</p>\n",
          Numbers.shown(Quantity.ENERGY_MJ, 2, unknownMj));
    }
  }
}
