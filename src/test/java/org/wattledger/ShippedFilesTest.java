package org.wattledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Threat;

/** What is built and shipped is fixed, and opens nothing to others. */
class ShippedFilesTest {

  @Test
  @Threat("S21")
  void everyPluginAndDependencyOfTheBuildHasOneVersion() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(blocks(pom, "plugin"))
        .hasSizeGreaterThan(5)
        .allMatch(plugin -> plugin.contains("<version>"));
    assertThat(pom).containsPattern("<project.build.outputTimestamp>\\d{4}-\\d\\d-\\d\\dT");
    assertThat(blocks(pom, "version").stream().skip(1))
        .as("our own version stands first")
        .noneMatch(version -> version.matches(".*(SNAPSHOT|LATEST|RELEASE|[\\[(,]).*"));
  }

  @Test
  @Threat("S24")
  void noExampleListensToOtherMachinesOrShowsAPage() {
    assertThat(textsBelow("conf", "scripts"))
        .isNotEmpty()
        .noneMatch(text -> text.contains("0.0.0.0"))
        .noneMatch(text -> text.matches("(?s).*spark\\.ui\\.enabled\\W{1,4}true.*"))
        .noneMatch(text -> text.matches("(?s).*--host (?!127\\.0\\.0\\.1).*"));
  }

  @Test
  @Threat("S24")
  void theExampleOfAClusterKeepsStrangersOutOfIt() throws IOException {
    assertThat(Files.readString(Path.of("conf/kubernetes/nightly.yaml")))
        .contains("spark.authenticate: \"true\"", "spark.network.crypto.enabled: \"true\"");
  }

  @Test
  @Threat("S23")
  void theLauncherKeepsWhatARunWritesFromOthers() throws IOException, InterruptedException {
    String launcher = Files.readString(Path.of("scripts/wattledger"));
    String line =
        launcher.lines().filter(each -> each.startsWith("umask ")).findFirst().orElseThrow();

    assertThat(umaskAfter("umask 022; " + line)).isEqualTo("0027");
    assertThat(umaskAfter("umask 077; " + line)).isEqualTo("0077");
  }

  private static String umaskAfter(String commands) throws IOException, InterruptedException {
    Process bash = new ProcessBuilder("bash", "-c", commands + "; umask").start();
    String said = new String(bash.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(bash.waitFor()).isZero();
    return said;
  }

  private static List<String> blocks(String xml, String element) {
    return Pattern.compile("(?s)<%1$s>.*?</%1$s>".formatted(element))
        .matcher(xml)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static List<String> textsBelow(String... folders) {
    return Stream.of(folders).flatMap(ShippedFilesTest::texts).toList();
  }

  private static Stream<String> texts(String folder) {
    try (Stream<Path> tree = Files.walk(Path.of(folder))) {
      return tree
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".csv"))
          // What npm fetched for a check is not shipped.
          .filter(file -> !file.toString().contains("/node_modules/"))
          .map(ShippedFilesTest::text)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
