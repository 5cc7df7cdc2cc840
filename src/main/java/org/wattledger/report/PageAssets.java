package org.wattledger.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page's own style and scripts, and the policy that lets a browser run these and nothing else:
 * no request leaves the page, no script or style out of data is obeyed.
 */
final class PageAssets {

  static final String ECHARTS_VERSION = "5.5.0";

  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/" + ECHARTS_VERSION + "/echarts.min.js";

  private static final List<String> STYLES = List.of("page.css", "tables.css", "print.css");

  private static final List<String> SCRIPTS =
      List.of(
          "format.js", "tables.js", "theme.js", "charts-energy.js", "charts-meaning.js", "main.js");

  private final String style;
  private final String chartLibrary;
  private final String script;

  private PageAssets(String style, String chartLibrary, String script) {
    this.style = style;
    this.chartLibrary = chartLibrary;
    this.script = script;
  }

  /** Those in the jar. */
  static PageAssets shipped() {
    return new PageAssets(
        joined(STYLES),
        resource(ECHARTS),
        "(function () {\n'use strict';\n" + joined(SCRIPTS) + "})();\n");
  }

  String style() {
    return style;
  }

  /** Apache ECharts with its licence header. */
  String chartLibrary() {
    return chartLibrary;
  }

  String script() {
    return script;
  }

  /** Copyright of the chart library and of what it contains. */
  static String notices() {
    return resource("notices.txt");
  }

  /** The value of Content-Security-Policy. */
  String policy() {
    return "default-src 'none'; script-src "
        + hash(chartLibrary)
        + " "
        + hash(script)
        + "; style-src "
        + hash(style)
        + "; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static String joined(List<String> names) {
    return names.stream().map(PageAssets::resource).collect(Collectors.joining("\n"));
  }

  private static String resource(String name) {
    try (InputStream file = PageAssets.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException("%s is not in the jar; build it anew".formatted(name));
      }
      // A parser of HTML reads other line ends as this one, and hashes count every character.
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
