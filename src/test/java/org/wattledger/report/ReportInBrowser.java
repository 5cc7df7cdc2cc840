package org.wattledger.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Pages as a browser shows them; run by {@code scripts/report-browser}. Arguments: the browser, a
 * folder for what is made, and pages to look at besides those of hostile names and many teams.
 */
final class ReportInBrowser {

  private static final int DESK = 1440;
  private static final int PHONE = 390;
  private static final long MOST_BYTES = 5_000_000;
  private static final double MOST_READY_MS = 2_000;

  private final Chromium browser;
  private final Path folder;
  private final List<String> failures = new ArrayList<>();

  private ReportInBrowser(Chromium browser, Path folder) {
    this.browser = browser;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    Files.createDirectories(folder);
    boolean isGood;
    try (Chromium browser = new Chromium(arguments[0])) {
      ReportInBrowser checks = new ReportInBrowser(browser, folder);
      for (int i = 2; i < arguments.length; i++) {
        checks.page(Path.of(arguments[i]).toAbsolutePath(), true);
      }
      checks.hostile();
      checks.manyTeams();
      isGood = checks.failures.isEmpty();
    }
    System.exit(isGood ? 0 : 1);
  }

  private void page(Path file, boolean isBounded) throws IOException {
    browser.open(file, DESK);
    JsonNode timing =
        browser.value(
            "(() => { const t = performance.getEntriesByType('navigation')[0];"
                + " return t.domContentLoadedEventEnd - t.startTime; })()");
    long bytes = Files.size(file);
    say(
        "%s: %,d bytes, DOMContentLoaded after %.0f ms"
            .formatted(file.getFileName(), bytes, timing.asDouble()));
    check(!isBounded || bytes < MOST_BYTES, "has %,d bytes".formatted(bytes));
    check(
        !isBounded || timing.asDouble() < MOST_READY_MS, "is ready after %s ms".formatted(timing));
    check(
        browser.value("document.querySelectorAll('[data-chart] svg').length").asInt() >= 4,
        "lacks charts");
    screenshot(file, DESK);
    quiet(file, "on a desk");
    browser.open(file, PHONE);
    check(
        browser.value("document.documentElement.scrollWidth").asInt() <= PHONE,
        "is wider than a phone: " + browser.value("document.documentElement.scrollWidth"));
    screenshot(file, PHONE);
    quiet(file, "on a phone");
    JsonNode pdf =
        browser.call("Page.printToPDF", "printBackground", true, "preferCSSPageSize", true);
    byte[] printed = Base64.getDecoder().decode(pdf.at("/result/data").asText());
    Files.write(folder.resolve(name(file) + ".pdf"), printed);
    check(printed.length > 20_000, "prints %,d bytes".formatted(printed.length));
    quiet(file, "on paper");
  }

  /** Nothing went wrong, and nothing but the file was asked for. */
  private void quiet(Path file, String where) {
    browser.complaints().forEach(said -> check(false, where + ": " + said));
    browser.requests().stream()
        .filter(address -> !address.equals(file.toUri().toString()) && !address.startsWith("data:"))
        .forEach(address -> check(false, where + " asks for " + address));
  }

  private void hostile() throws IOException {
    Path file = folder.resolve("hostile.html");
    Files.writeString(file, ReportPage.html(SampleContents.named(HostileNames.ALL).contents()));
    page(file, false);
    browser.open(file, DESK);
    check(browser.value("typeof window.hacked").asText().equals("undefined"), "a name was run");
    check(
        browser
                .value(
                    "document.querySelectorAll('img, iframe, object, a:not([href^=\"#\"])').length")
                .asInt()
            == 0,
        "a name became an element");
    String shown =
        browser.value("document.querySelector('[data-table=teams] tbody').textContent").asText();
    for (String name : HostileNames.ALL.subList(0, 9)) {
      check(shown.contains(name), "does not show " + name);
    }
    check(!shown.contains("\u202E") && shown.contains("tu\uFFFDrnes"), "shows turned text");
    // Sorting and searching make rows anew.
    browser.value("document.querySelector('[data-table=teams] thead button').click()");
    browser.value("document.querySelectorAll('[data-table=models] thead button')[2].click()");
    check(
        browser.value("typeof window.hacked").asText().equals("undefined"),
        "a name was run by sorting");
    String copied =
        browser
            .value(
                "(() => { let text; document.execCommand = () => {"
                    + " text = document.querySelector('textarea').value; return true; };"
                    + " Array.from(document.querySelectorAll('[data-table=teams] .tools button')).pop().click();"
                    + " return text; })()")
            .asText();
    check(copied.contains("\n'=cmd|"), "copies a formula: " + copied);
    quiet(file, "with hostile names");
  }

  private void manyTeams() throws IOException {
    Path file = folder.resolve("teams.html");
    Files.writeString(file, ReportPage.html(SampleContents.teams(10_000).contents()));
    page(file, false);
    browser.open(file, DESK);
    double milliseconds =
        browser
            .value(
                "(() => { const start = performance.now();"
                    + " const box = document.querySelector('[data-table=teams]');"
                    + " const find = box.querySelector('input'); find.value = 'team-0999';"
                    + " find.dispatchEvent(new Event('input'));"
                    + " box.querySelector('thead button').click();"
                    + " return performance.now() - start; })()")
            .asDouble();
    String rows =
        browser.value("document.querySelector('[data-table=teams] tbody').innerText").asText();
    String status =
        browser
            .value("document.querySelector('[data-table=teams] [role=status]').textContent")
            .asText();
    say("teams.html: found and sorted in %.0f ms".formatted(milliseconds));
    check(rows.startsWith("team-09990"), "does not find a team: " + rows);
    check(status.equals("1 to 10 of 10"), "counts wrongly: " + status);
    check(milliseconds < 500, "is slow with 10,000 teams");
  }

  private void screenshot(Path file, int width) throws IOException {
    JsonNode size = browser.call("Page.getLayoutMetrics").at("/result/cssContentSize");
    JsonNode picture =
        browser.call(
            "Page.captureScreenshot",
            "captureBeyondViewport",
            true,
            "clip",
            java.util.Map.of(
                "x", 0, "y", 0, "width", width, "height", size.get("height").asInt(), "scale", 1));
    Files.write(
        folder.resolve("%s-%d.png".formatted(name(file), width)),
        Base64.getDecoder().decode(picture.at("/result/data").asText()));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".html", "");
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      failures.add(otherwise);
      say("FAILED: the page " + otherwise);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
