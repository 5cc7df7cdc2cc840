package org.wattledger.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.sources.LongCells;

/** Times of 2026-03-01, whose epoch is 1,772,323,200 s, read in units that are not theirs. */
class TimeScaleTest {

  private static final StagingWindow WINDOW =
      new StagingWindow(LocalDate.of(2026, 3, 1), Duration.ofHours(1));

  @ParameterizedTest
  @CsvSource({
    // Seconds as milliseconds: 1,772,323.2 s are 20 days 12 h 18 min.
    "1970-01-21T12:18:43.200Z, THOUSAND_TIMES_TOO_SMALL",
    // Seconds as microseconds: 1,772.3 s are half an hour.
    "1970-01-01T00:29:32.323200Z, MILLION_TIMES_TOO_SMALL",
    // Milliseconds as seconds.
    "+58132-06-26T00:00:00Z, THOUSAND_TIMES_TOO_LARGE",
    // What a failed clock or a sentinel says, and another day.
    "1970-01-01T00:00:00Z, NONE",
    "9999-12-31T23:59:59Z, NONE",
    "2026-02-21T10:00:00Z, NONE"
  })
  void aTimeIsOneOfTheDayIfItsEpochWasCountedInAnotherUnit(Instant time, TimeScale scale) {
    long us = time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;

    assertThat(of(us)).isEqualTo(scale);
  }

  @Test
  void whatHasNoTimeFitsNowhere() {
    assertThat(of(LongCells.ABSENT)).isEqualTo(TimeScale.NONE);
  }

  private static TimeScale of(long us) {
    return TimeScale.of(us, RecordJudge.micros(WINDOW.start()), RecordJudge.micros(WINDOW.end()));
  }
}
