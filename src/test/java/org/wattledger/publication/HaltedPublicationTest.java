package org.wattledger.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.testing.Fault;
import org.wattledger.testing.ForkedJava;

/** Processes that end for good, one at each step: no handler runs, no buffer is flushed. */
class HaltedPublicationTest {

  private static final int HALTED = 137;

  @TempDir private Path folder;

  /**
   * Publishes a staged day and halts before a step; arguments: warehouse, run, number of the step.
   */
  static final class Halting {

    private Halting() {}

    public static void main(String[] arguments) throws IOException {
      int last = Integer.parseInt(arguments[2]);
      int[] step = new int[1];
      new StagedDay(Path.of(arguments[0]))
          .publish(
              arguments[1],
              name -> {
                if (step[0]++ == last) {
                  Runtime.getRuntime().halt(HALTED);
                }
              });
    }
  }

  @Test
  @Fault({"F4", "F5"})
  void aProcessMayEndAtEveryStep() throws Exception {
    List<String> steps = new ArrayList<>();
    StagedDay probe = new StagedDay(folder.resolve("probe"));
    probe.publish("former");
    probe.publish("new", steps::add);

    IntStream.range(0, steps.size()).parallel().forEach(step -> haltBefore(step, steps));
  }

  private void haltBefore(int step, List<String> steps) {
    StagedDay day = new StagedDay(folder.resolve("halted-" + step));
    String name = steps.get(step);
    try {
      day.publish("former");
      assertThat(exitCodeOf(day, step)).as(name).isEqualTo(HALTED);

      assertThat(day.files()).as(name).hasSize(4);
      for (Set<String> runs : day.runs().values()) {
        assertThat(runs).as(name).hasSize(1).isSubsetOf("former", "new");
      }
      day.publication(Publication.Steps.untold()).rollForward();
      String whole = step <= steps.indexOf("commit") ? "former" : "new";
      assertThat(day.runs().values()).as(name).containsOnly(Set.of(whole));
      if (whole.equals("new") && step <= steps.indexOf("mark the commit as carried out")) {
        assertThat(day.warehouse().resolve("_staging")).as(name).isEmptyDirectory();
      }
      day.publish("next");
      assertThat(day.runs().values()).as(name).containsOnly(Set.of("next"));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(name, e);
    }
  }

  private static int exitCodeOf(StagedDay day, int step) throws IOException, InterruptedException {
    Process process =
        ForkedJava.of(
                Halting.class,
                List.of("-Xshare:auto"),
                day.warehouse().toString(),
                "new",
                Integer.toString(step))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
