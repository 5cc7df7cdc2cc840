package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wattledger.quality.Check;
import org.wattledger.testing.Threat;

class DistinctNamesTest {

  @ParameterizedTest
  @CsvSource({"100000, OK", "100001, WARN", "1000000, WARN", "1000001, FAIL"})
  @Threat("S18")
  void manyNamesADayAreToldAndFarTooManyStopIt(long names, Check.Status status) {
    Check check = DayChecks.distinct("teams", "team_daily", names);

    assertThat(check.status()).isEqualTo(status);
    assertThat(check.sentence())
        .isEqualTo("distinct teams of team_daily: expected 100000, found " + names);
  }
}
