package org.wattledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Threat;

class ReportPageTest {

  private static final Pattern SCRIPT =
      Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("<([a-z0-9]+)[ >]");

  private final String hostile = ReportPage.html(SampleContents.named(HostileNames.ALL).contents());

  @Test
  @Threat("S13")
  void namesAreTextInMarkupAndDataAlike() {
    // The page's own: data, chart library, script. A name that opened or ended one would add some.
    assertThat(scripts(hostile)).hasSize(3);
    assertThat(hostile).contains("&lt;script&gt;window.hacked=1&lt;/script&gt;");
    assertThat(markup(hostile))
        .doesNotContain("<img", "<svg onload", "\u202E", "\u2028", "\u0000", "\u001B", "\uD800")
        .contains("tu\uFFFDrnes\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD[31m left \uFFFD");
    assertThat(tags(hostile)).isEqualTo(tags(harmless()));
  }

  @Test
  @Threat("S13")
  void dataHoldsNoCharacterThatMeansSomethingInHtml() throws Exception {
    String data = scripts(hostile).get(0);

    assertThat(data).matches("[\\x20-\\x7E]+").doesNotContain("<", ">", "&", "'");
    JsonNode rows = new ObjectMapper().readTree(data).at("/tables/teams/rows");
    List<String> names = new ArrayList<>();
    rows.forEach(row -> names.add(row.get(0).asText()));
    // A half of a pair is no text; all else comes back as it was.
    assertThat(names).hasSize(10).startsWith(HostileNames.ALL.subList(0, 9).toArray(String[]::new));
  }

  @Test
  @Threat("S13")
  void thePolicyRunsOnlyWhatThePageBringsAndAsksForNothing() throws Exception {
    String policy =
        match(hostile, "http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"")
            .replace("&#39;", "'");
    List<String> scripts = scripts(hostile);
    String style = match(hostile, "(?s)<style>(.*?)</style>");

    assertThat(policy)
        .isEqualTo(
            "default-src 'none'; script-src %s %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'"
                .formatted(hash(scripts.get(1)), hash(scripts.get(2)), hash(style)));
    assertThat(hostile.indexOf("Content-Security-Policy")).isLessThan(hostile.indexOf("<style>"));
    assertThat(markup(hostile))
        .doesNotContainPattern(" (on[a-z]+|style|src|action)=\"")
        .doesNotContainPattern("href=\"[^#]");
  }

  @Test
  void theBalanceStandsOnTheFirstScreenWithItsExactValues() {
    // 2 names of 1 kWh active and 0.5 kWh shared idle: 3 kWh = 10,800,000,000 mJ, bounds of 5 %.
    String page = ReportPage.html(SampleContents.named(List.of("a", "b")).contents());

    assertThat(page)
        .contains("title=\"10800000000 mJ\">3.000 <span class=\"unit\">kWh</span>")
        .contains("2.850 to 3.150 kWh by the accuracy of the meters")
        .contains("✓ residual 0 mJ: the parts add up to the meters")
        .contains("title=\"7200000000 mJ\">2.000 kWh <span class=\"share\">66.7 %</span>")
        .contains("0.300 to 0.600 kg; widest: grid factor")
        .contains("<p class=\"value\" title=\"1.25\">1.250 <span class=\"unit\">EUR</span></p>");
  }

  @Test
  void whatIsUnknownIsNoZero() {
    String page = ReportPage.html(SampleContents.named(List.of("a")).contents());

    assertThat(page).contains("title=\"unknown\">– <span class=\"unit\"></span>");
    assertThat(page).contains("<td class=\"number\" title=\"unknown\">–</td>");
  }

  @Test
  void eachCurrencyHasItsOwnCost() {
    String page =
        ReportPage.html(
            SampleContents.named(List.of("a")).costing(Map.of("EUR", 2.0, "USD", 3.5)).contents());

    assertThat(page)
        .contains("2.000 <span class=\"unit\">EUR</span>", "3.500 <span class=\"unit\">USD</span>");
  }

  @Test
  void withoutScriptsTheFirstRowsAreThereAndTheTotalHoldsAll() {
    String page = markup(ReportPage.html(SampleContents.teams(10_000).contents()));

    assertThat(page)
        .contains("team-00000", "team-00011", "The first 12 of 10,000 rows")
        .doesNotContain("team-00012")
        .contains("title=\"36000000000000 mJ\">10,000.000<");
  }

  @Test
  void everySectionAndTableCanBeFoundByThoseWhoDoNotSee() {
    String page = markup(hostile);

    assertThat(page)
        .contains("<html lang=\"en\">", "<a class=\"skip\" href=\"#main\">", "<main id=\"main\"")
        .contains("<nav aria-label=\"Contents\">");
    Matcher links = Pattern.compile("href=\"#([a-z]+)\"").matcher(page);
    while (links.find()) {
      assertThat(page).contains("id=\"" + links.group(1) + "\"");
    }
    assertThat(count(page, "<table>")).isEqualTo(count(page, "<caption>")).isEqualTo(17);
    assertThat(count(page, "<figure"))
        .isEqualTo(count(page, "role=\"img\" aria-label="))
        .isEqualTo(8);
  }

  @Test
  void licencesOfWhatThePageContainsGoAlong() {
    assertThat(hostile)
        .contains(
            "Apache ECharts 5.5.0", "The Apache Software Foundation", "Baidu", "Mike Bostock");
    assertThat(scripts(hostile).get(1)).contains("Licensed to the Apache Software Foundation");
  }

  private static String harmless() {
    return ReportPage.html(
        SampleContents.named(HostileNames.ALL.stream().map(name -> "n" + name.hashCode()).toList())
            .contents());
  }

  /** What is not script. */
  private static String markup(String page) {
    return page.replaceAll("(?s)<script.*?</script>", "").replaceAll("(?s)<style>.*?</style>", "");
  }

  private static List<String> tags(String page) {
    return TAG.matcher(markup(page)).results().map(found -> found.group(1)).toList();
  }

  private static List<String> scripts(String page) {
    return SCRIPT.matcher(page).results().map(found -> found.group(2)).toList();
  }

  private static String match(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static long count(String text, String part) {
    return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
  }

  private static String hash(String content) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }
}
