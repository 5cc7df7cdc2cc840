package org.wattledger.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed samples are what the generator makes, row for row. */
class SampleFleetTest {

  private static final Path COMMITTED = Path.of("data-samples");

  @TempDir static Path folder;

  private static Path made;

  @BeforeAll
  static void makeTheSample() {
    made = folder.resolve("sample");
    FleetGenerator.generate(LocalSpark.session(), FleetPlan.sample(made).build());
  }

  @Test
  void committedRequestsAreMadeAgainRowForRow() {
    assertThat(FleetFiles.lines(COMMITTED.resolve("requests")))
        .isEqualTo(FleetFiles.lines(made.resolve("requests")));
  }

  @Test
  void committedMetersAreMadeAgainRowForRow() {
    assertThat(FleetFiles.lines(COMMITTED.resolve("telemetry")))
        .isEqualTo(FleetFiles.lines(made.resolve("telemetry")));
  }

  @Test
  void committedPlacementsJobsAndDirtAreMadeAgain() {
    for (String file :
        List.of("placements/placements.csv", "training/jobs.csv", "truth/dirt.json")) {
      assertThat(COMMITTED.resolve(file)).hasSameTextualContentAs(made.resolve(file));
    }
  }

  @Test
  void samplesHoldNothingButTheirFiles() {
    List<String> names =
        FleetFiles.files(COMMITTED).stream().map(file -> file.getFileName().toString()).toList();

    assertThat(names).noneMatch(name -> name.startsWith(".") || name.startsWith("_"));
  }
}
