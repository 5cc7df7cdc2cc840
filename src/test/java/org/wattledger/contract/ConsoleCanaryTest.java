package org.wattledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.Wattledger;
import org.wattledger.testing.ForkedJava;

/**
 * A command in a process of its own, at its most talkative, over records whose free and refused
 * fields hold what must stay where it is: what it prints, and what it leaves in the temporary
 * directory, the warehouse and its event log.
 */
class ConsoleCanaryTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 10);
  private static final String CANARY = "kanarienvogel";

  @TempDir Path folder;

  @Test
  void aTalkativeRunAndItsSampleRepeatNothingOfWhatTheyRefuse() throws Exception {
    SmallInputs inputs = new SmallInputs(folder.resolve("in"));
    Files.createDirectories(inputs.folder());
    String good = SmallInputs.request(DAY, "r1");
    inputs.requests(
        DAY,
        good.replace("\"id\"", "\"messages\":[{\"content\":\"%s\"}],\"id\"".formatted(CANARY))
            + good.replace("62500", "\"" + CANARY + "\"")
            + good.replace("\"start\":\"2026", "\"start\":\"" + CANARY)
            + "{\"id\":\"r9\",\"prompt\":\""
            + CANARY
            + "\n"
            + CANARY
            + "\n");
    inputs.meters(DAY);
    Files.writeString(
        folder.resolve("in/telemetry/" + DAY + ".csv"),
        "gpu-1,2026-03-10T10:00:20Z,%1$s,,u1,m1,north,Golden-400\n%1$s\n".formatted(CANARY),
        StandardCharsets.UTF_8,
        StandardOpenOption.APPEND);

    String stopped = output(4, "run", inputs);
    String sample = output(0, "validate", inputs, "--sample");

    assertThat(stopped)
        .contains("share of rejected rows of gateway", "at org.wattledger.")
        .doesNotContain(CANARY);
    assertThat(sample).contains("MALFORMED").doesNotContain(CANARY);
    for (String left : List.of("tmp", "warehouse", "events")) {
      assertThat(holding(folder.resolve(left))).as(left).isEmpty();
    }
    assertThat(holding(folder.resolve("in"))).as("the search finds what is there").hasSize(2);
  }

  private String output(int exitCode, String command, SmallInputs inputs, String... more)
      throws IOException, InterruptedException {
    Path log = folder.resolve("output.txt");
    List<String> options =
        List.of(
            "-Xmx1g",
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
            "-Dspark.eventLog.enabled=true",
            "-Dspark.eventLog.dir=" + Files.createDirectories(folder.resolve("events")).toUri());
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--config",
                inputs.configuration().toString(),
                "--set",
                "warehouse=" + folder.resolve("warehouse"),
                "--date",
                DAY.toString(),
                "-v"));
    arguments.addAll(List.of(more));
    Process process =
        ForkedJava.of(Wattledger.class, options, arguments.toArray(String[]::new))
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String text = Files.readString(log);
    assertThat(process.exitValue()).as(text).isEqualTo(exitCode);
    return text;
  }

  private static List<Path> holding(Path root) throws IOException {
    try (Stream<Path> tree = Files.exists(root) ? Files.walk(root) : Stream.<Path>of()) {
      List<Path> holding = new ArrayList<>();
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CANARY)) {
          holding.add(file);
        }
      }
      return holding;
    }
  }
}
