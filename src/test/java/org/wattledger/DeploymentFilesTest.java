package org.wattledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.wattledger.pipeline.ExitCode;
import org.wattledger.testing.Threat;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What is shipped for operations is well formed and agrees with what it is about. */
class DeploymentFilesTest {

  private static final Path CONF = Path.of("conf");

  @Test
  void everyYamlFileHoldsDocuments() throws IOException {
    try (Stream<Path> tree = Files.walk(CONF)) {
      List<Path> files =
          tree.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
      assertThat(files).hasSizeGreaterThanOrEqualTo(4);
      for (Path file : files) {
        assertThat(yaml(file)).as(file.toString()).isNotNull();
      }
    }
  }

  @Test
  void everyAlertAsksForMetricsThatAreWrittenAndStandsInTheRunbook() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/org/wattledger/pipeline/RunMetrics.java"));
    Set<String> written = found("\"(wattledger_[a-z_]+)\"", source);
    String rules = Files.readString(CONF.resolve("alerts/wattledger.rules.yml"));
    String runbook = Files.readString(Path.of("docs/runbook.md"));
    Set<String> alerts = found("alert: (\\w+)", rules);

    assertThat(found("\\b(wattledger_[a-z_]+)", rules)).hasSizeGreaterThan(6).isSubsetOf(written);
    assertThat(alerts).hasSizeGreaterThan(6);
    assertThat(found("\\| (Wattledger\\w+) \\|", runbook)).isEqualTo(alerts);
    assertThat(
            found(
                "alertname: (\\w+)", Files.readString(CONF.resolve("alerts/wattledger.test.yml"))))
        .as("alerts that a test of the rules names")
        .isEqualTo(alerts);
  }

  @Test
  void everyExitCodeHasARowInTheRunbook() throws IOException {
    Set<String> rows =
        found("(?m)^\\| (\\d+(?:, \\d+)*) ", Files.readString(Path.of("docs/runbook.md"))).stream()
            .flatMap(row -> Stream.of(row.split(", ")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows)
        .isEqualTo(
            Stream.of(ExitCode.values())
                .map(code -> Integer.toString(code.number()))
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  @Threat("S22")
  void aContainerMayDoNoMoreThanItMust() throws IOException {
    String file = Files.readString(CONF.resolve("container/Containerfile"));
    String cronJob = yaml(CONF.resolve("kubernetes/cronjob.yaml")).toString();

    List<String> shipped =
        Stream.of(file.split("\nFROM ")).filter(image -> !image.contains(" AS build\n")).toList();
    assertThat(shipped)
        .filteredOn(image -> image.matches("(?s)\\S+ AS (embedded|operator)\n.*"))
        .hasSize(2)
        .allSatisfy(
            image ->
                assertThat(image)
                    .containsPattern("\nUSER [1-9]\\d*")
                    .doesNotContainPattern("\nUSER (0|root)"));
    assertThat(shipped.stream().skip(1)).as("behind what stands before the first image").hasSize(2);
    assertThat(file)
        .contains("ENTRYPOINT [\"java\"")
        .doesNotContainPattern("(?m)^(ENV|ARG) .*(KEY|PASSWORD|TOKEN|SECRET)");
    assertThat(cronJob)
        .contains(
            "runAsNonRoot=true",
            "allowPrivilegeEscalation=false",
            "readOnlyRootFilesystem=true",
            "capabilities={drop=[ALL]}",
            "automountServiceAccountToken=false",
            "secretKeyRef=")
        .contains("concurrencyPolicy=Forbid", "timeZone=Etc/UTC");
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult result) -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Map<String, Object>> yaml(Path file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Iterable<Object> documents = yaml.loadAll(Files.readString(file));
    return StreamSupport.stream(documents.spliterator(), false)
        .map(DeploymentFilesTest::map)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object document) {
    return (Map<String, Object>) document;
  }
}
