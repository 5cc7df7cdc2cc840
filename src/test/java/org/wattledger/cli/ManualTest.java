package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The help of each command is whole, and its examples are understood. */
class ManualTest {

  private final StringWriter out = new StringWriter();

  static Stream<String> commands() {
    return new ManualTest().commandLine().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfACommandHasSynopsisOptionsExitCodesAndExamples(String command) {
    assertThat(commandLine().execute(command, "--help")).isZero();

    assertThat(out.toString())
        .contains("Usage: wattledger " + command, "--help", "\nExit codes:", "  0  ")
        .contains("\nExamples:", "\n  wattledger " + command);
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theExamplesOfACommandAreUnderstood(String command) {
    for (String example : Manual.examples(command)) {
      String[] arguments =
          Arrays.stream(example.split(" "))
              .takeWhile(word -> !word.equals(">"))
              .toArray(String[]::new);
      CommandLine.ParseResult parsed = commandLine().parseArgs(arguments);

      assertThat(parsed.subcommand().commandSpec().name()).isEqualTo(command);
    }
  }

  @Test
  void bashCompletesCommandsAndOptions() throws IOException, InterruptedException {
    assertThat(commandLine().execute("completion")).isZero();

    assertThat(completed("wattledger val")).isEqualTo("validate");
    assertThat(completed("wattledger run --heal --no-p")).isEqualTo("--no-publish");
  }

  /** What bash would offer for the last word. */
  private String completed(String line) throws IOException, InterruptedException {
    String[] words = line.split(" ");
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source /dev/stdin; COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s';"
                        .formatted(line, words.length - 1, line)
                    + " _complete_wattledger; echo \"${COMPREPLY[*]}\"")
            .start();
    bash.getOutputStream().write(out.toString().getBytes(StandardCharsets.UTF_8));
    bash.getOutputStream().close();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(bash.waitFor()).as(said).isZero();
    return said;
  }

  private CommandLine commandLine() {
    return WattledgerCli.commandLine(
        new Surroundings(
            new PrintWriter(out, true),
            new PrintWriter(new StringWriter(), true),
            Map.of("NO_COLOR", "1"),
            Clock.systemUTC()));
  }
}
