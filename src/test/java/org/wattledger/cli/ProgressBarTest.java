package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattledger.pipeline.Engine.Tasks;

class ProgressBarTest {

  private static final Tasks NONE = new Tasks(0, 0);

  /** 200 s in all, of which 10 s before and 100 s after the ingest. */
  private static final Map<String, Long> FORMER =
      Map.of("inputs", 10_000L, "ingest", 90_000L, "tables", 60_000L, "publish", 40_000L);

  private final StringWriter err = new StringWriter();

  @Test
  void aLineHasStageTasksAndTimeLeft() {
    try (ProgressBar bar = bar(FORMER, Map.of())) {
      bar.begins("ingest");

      // 90 - 30 of this stage, and 100 after it: 160 s.
      assertThat(bar.line(30_000, new Tasks(12, 40)))
          .isEqualTo("run D: ingest, stage 2 of 10, 12 of 40 tasks, about 3 min left");
      bar.begins("publish");
      assertThat(bar.line(10_000, NONE))
          .isEqualTo("run D: publish, stage 10 of 10, about 30 s left");
    }
  }

  @Test
  void aBarIsFullByTheTimeThatIsGone() {
    try (ProgressBar bar = bar(FORMER, Map.of())) {
      bar.begins("ingest");

      // 100 of 200 s are gone at the end of the ingest: 12 of 24 cells, and no more if it lasts.
      assertThat(bar.bar(90_000, NONE)).contains("[############............]");
      assertThat(bar.bar(900_000, NONE)).contains("[############............]");
    }
  }

  @Test
  void withoutAFormerRunNoTimeIsPromisedAndPartsOfStagesAreNotCounted() {
    try (ProgressBar bar = bar(Map.of(), Map.of())) {
      bar.begins("load pass");
      bar.begins("attribute");

      assertThat(bar.line(5, NONE)).isEqualTo("run D: load pass, stage 5 of 10");
    }
  }

  @Test
  void nothingStaysOnATerminalAndNothingOfItGoesElsewhere() {
    bar(FORMER, Map.of()).close();
    assertThat(err.toString()).isEmpty();

    bar(FORMER, Map.of("WATTLEDGER_TERMINAL", "out err", "TERM", "dumb")).close();
    assertThat(err.toString()).isEmpty();

    bar(FORMER, Map.of("WATTLEDGER_TERMINAL", "out err")).close();
    assertThat(err.toString()).endsWith("\r\u001b[2K");
  }

  private ProgressBar bar(Map<String, Long> former, Map<String, String> environment) {
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            environment,
            Clock.systemUTC());
    Console console = new Console(surroundings, new CommonOptions());
    return new ProgressBar(surroundings, console, "run D", former, () -> NONE);
  }
}
