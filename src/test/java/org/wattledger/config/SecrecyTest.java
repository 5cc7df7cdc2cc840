package org.wattledger.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattledger.testing.Threat;

/** A canary is put wherever a secret may stand; no text that people see may contain it. */
final class SecrecyTest {

  private static final String CANARY = "canary-4f9d1c77b2";

  private static final String SOURCE =
      """
      warehouse-password = "canary-4f9d1c77b2"
      wattledger {
        warehouse = "s3://user:canary-4f9d1c77b2@bucket/books"
        sources.placements = [{
          name = p, format = csv, path = "https://canary-4f9d1c77b2@host/p.csv"
          columns { device_id = d, unit_id = "first_token" }
          options { fs.s3a.secret.key = canary-4f9d1c77b2, note = "x"${warehouse-password} }
        }]
        privacy.user-key = canary-4f9d1c77b2
      }
      """;

  @TempDir Path directory;

  @Test
  void aSecretPrintsAsAsterisksAndIsFoundEqual() {
    Secret secret = Secret.of(CANARY);

    assertThat(secret).hasToString("***").isEqualTo(Secret.of(CANARY));
    assertThat(secret).isNotEqualTo(Secret.of(CANARY + "x"));
    assertThat(secret.reveal()).isEqualTo(CANARY);
    assertThat(secret.hashCode()).isEqualTo(Secret.of(CANARY + "x").hashCode());
  }

  @Test
  void recordsDoNotPrintWhatTheyKeep() throws IOException {
    WattledgerConfig config = ConfigReader.read(file(SOURCE), List.of(), Map.of());

    assertThat(config.placements().get(0).options()).containsEntry("fs.s3a.secret.key", CANARY);
    assertThat(config.toString() + config.sources() + config.privacy()).doesNotContain(CANARY);
  }

  @Test
  @Threat("S6")
  void shownValuesAreRedactedByNameByAddressAndByRepetition() throws IOException {
    String shown = ShowConfig.text(file(SOURCE), List.of(), Map.of(), Path.of("conf", "presets"));

    assertThat(shown)
        .doesNotContain(CANARY)
        .contains("wattledger.privacy.user-key = ***  # " + directory.resolve("site.conf") + ":9")
        .contains("wattledger.warehouse = \"s3://***@bucket/books\"")
        .contains("options.note = \"x***\"")
        .contains("columns.unit_id = \"first_token\"");
  }

  @Test
  void shownValuesCarryTheOriginOfEachLayer() throws IOException {
    String shown =
        ShowConfig.text(
            file("wattledger { warehouse = w, privacy.user-key = ${?WATTLEDGER_USER_KEY} }"),
            List.of("attribution.slot=2s"),
            Map.of("WATTLEDGER_USER_KEY", CANARY));

    assertThat(shown)
        .contains("wattledger.attribution.slot = \"2s\"  # --set attribution.slot\n")
        .contains("wattledger.warehouse = \"w\"  # " + directory.resolve("site.conf") + ":1\n")
        .containsPattern("wattledger.attribution.rule = \"work\"  # reference.conf:\\d+\n")
        .contains(
            "wattledger.privacy.user-key = ***  # environment variable WATTLEDGER_USER_KEY\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wattledger.privacy.user-key = [canary-4f9d1c77b2]",
        "wattledger.privacy { user-key { value = canary-4f9d1c77b2 } }",
        "wattledger.privacy = canary-4f9d1c77b2",
        "wattledger.privacy.user-kye = canary-4f9d1c77b2",
        "wattledger.privacy.user-key = canary-4f9d1c77b2@x",
        "wattledger.privacy.user-key = \"canary-4f9d1c77b2",
        "wattledger.privacy.user-key = \"canary-4f9d1c77b2\" {}",
        "wattledger.privacy.user-key = canary-4f9d1c77b2 [1]",
        "wattledger.privacy.user-key = \"\"\"canary-4f9d1c77b2",
        "wattledger.privacy.user-key : : canary-4f9d1c77b2",
        "wattledger { privacy.user-key = \"canary-4f9d1c77b2\" ] }",
        "my-token = canary-4f9d1c77b2, wattledger.attribution.rule = ${my-token}",
        "wattledger.warehouse = [\"s3://u:canary-4f9d1c77b2@b\"]",
        "l = [1], wattledger.privacy.user-key = ${l}canary-4f9d1c77b2",
      })
  @Threat("S7")
  void aRefusalNeverRepeatsASecret(String hocon) {
    ConfigProblems problems =
        catchThrowableOfType(
            ConfigProblems.class, () -> ConfigReader.read(file(hocon), List.of(), Map.of()));

    assertThat(stackTrace(problems)).doesNotContain(CANARY);
    assertThat(problems.problems()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "privacy.user-key",
        "privacy.user-key=[canary-4f9d1c77b2]",
        "privacy.user-key=\"canary-4f9d1c77b2",
        "privacy.user-kye=canary-4f9d1c77b2",
        "privacy.user-key canary-4f9d1c77b2",
      })
  @Threat("S7")
  void aRefusedArgumentNeverRepeatsASecret(String set) {
    ConfigProblems problems =
        catchThrowableOfType(
            ConfigProblems.class,
            () -> ConfigReader.read(Optional.empty(), List.of(set), Map.of()));

    assertThat(stackTrace(problems)).doesNotContain(CANARY);
  }

  private Optional<Path> file(String hocon) throws IOException {
    return Optional.of(Files.writeString(directory.resolve("site.conf"), hocon));
  }

  private static String stackTrace(Throwable problems) {
    StringWriter text = new StringWriter();
    problems.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
