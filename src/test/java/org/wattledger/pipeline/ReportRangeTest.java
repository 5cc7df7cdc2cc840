package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.publication.Json;
import org.wattledger.publication.PublishedDay;

class ReportRangeTest {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

  @TempDir Path warehouse;

  /** Monday, Tuesday and Thursday. */
  @BeforeEach
  void published() throws IOException {
    for (int day : new int[] {0, 1, 3}) {
      Path record = warehouse.resolve("_runs/days/" + MONDAY.plusDays(day) + ".json");
      Files.createDirectories(record.getParent());
      Files.writeString(
          record,
          Json.text(
              new PublishedDay(MONDAY.plusDays(day), "r" + day, "f", "4", "v", Instant.EPOCH)));
    }
  }

  @Test
  void aDayThatIsNotPublishedIsMissingAndTheOthersCount() {
    ReportRange range = ReportRange.of(warehouse, MONDAY, MONDAY.plusDays(3), UTC);

    assertThat(range.publishedDays())
        .containsExactly(MONDAY, MONDAY.plusDays(1), MONDAY.plusDays(3));
    assertThat(range.missing()).containsExactly(MONDAY.plusDays(2));
    assertThat(range.hourly()).isEqualTo(range.publishedDays());
    assertThat(range.endHour() - range.firstHour()).isEqualTo(4 * 24);
  }

  /** A Monday in Berlin begins at 23:00 UTC on Sunday, which is not published. */
  @Test
  void aDayOfAZoneNeedsTheUtcDayBefore() {
    ReportRange range = ReportRange.of(warehouse, MONDAY, MONDAY, BERLIN);

    assertThat(range.publishedDays()).containsExactly(MONDAY);
    assertThat(range.hourly()).containsExactly(MONDAY);
    assertThat(range.missing()).containsExactly(MONDAY.minusDays(1));
    assertThat(range.firstHour()).isEqualTo(MONDAY.toEpochDay() * 24 - 1);
    assertThat(range.isKnown(range.firstHour())).isFalse();
    assertThat(range.isKnown(range.firstHour() + 1)).isTrue();
  }

  @Test
  void noPublishedDayAtAllIsMissingInputWithARemedy() {
    RunFailure failure =
        catchThrowableOfType(
            RunFailure.class,
            () -> ReportRange.of(warehouse, MONDAY.plusDays(2), MONDAY.plusDays(2), UTC));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(failure).hasMessageContaining("no day from 2026-03-04 to 2026-03-04");
    assertThat(failure.hint()).contains("run --from 2026-03-04 --to 2026-03-04", "status");
  }

  @Test
  void aZoneBetweenTheHoursAndMoreThanAYearAreRefused() {
    RunFailure zone =
        catchThrowableOfType(
            RunFailure.class,
            () -> ReportRange.of(warehouse, MONDAY, MONDAY, ZoneId.of("Asia/Kolkata")));
    RunFailure length =
        catchThrowableOfType(
            RunFailure.class, () -> ReportRange.of(warehouse, MONDAY, MONDAY.plusDays(366), UTC));

    assertThat(zone.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(zone).hasMessageContaining("Asia/Kolkata begins between two hours");
    assertThat(length.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(ReportRange.of(warehouse, MONDAY, MONDAY.plusDays(365), UTC).missing()).hasSize(363);
  }
}
