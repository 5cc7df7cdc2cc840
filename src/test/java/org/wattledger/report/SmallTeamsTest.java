package org.wattledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Threat;

class SmallTeamsTest {

  private static final Set<String> TEAMS = Set.of("ads", "bot", "chat", "docs");

  @Test
  @Threat("S5")
  void teamsOfFewerUsersThanAskedForShareARow() {
    SmallTeams small =
        SmallTeams.below(5, TEAMS, Map.of("ads", 2L, "bot", 4L, "chat", 5L, "docs", 900L));

    assertThat(small.shown("ads")).isEqualTo("(small teams)").isEqualTo(small.shown("bot"));
    assertThat(small.shown("chat")).isEqualTo("chat");
    assertThat(small.shown("docs")).isEqualTo("docs");
    assertThat(small.count()).isEqualTo(2);
  }

  /** A lone small team is what the total lacks: chat goes with it. */
  @Test
  @Threat("S5")
  void aSingleSmallTeamTakesTheNextSmallestAlong() {
    SmallTeams small =
        SmallTeams.below(5, TEAMS, Map.of("ads", 2L, "bot", 80L, "chat", 9L, "docs", 900L));

    assertThat(small.shown("ads")).isEqualTo(small.shown("chat")).isEqualTo("(small teams)");
    assertThat(small.shown("bot")).isEqualTo("bot");
  }

  /** 1 + 1 users are fewer than 5: a third team goes along, then 1 + 1 + 6 suffice. */
  @Test
  @Threat("S5")
  void aRowOfSmallTeamsHasEnoughUsersItself() {
    SmallTeams small =
        SmallTeams.below(5, TEAMS, Map.of("ads", 1L, "bot", 1L, "chat", 6L, "docs", 7L));

    assertThat(small.count()).isEqualTo(3);
    assertThat(small.shown("docs")).isEqualTo("docs");
  }

  @Test
  @Threat("S5")
  void teamsWithoutAnyKnownUserAreSmall() {
    assertThat(SmallTeams.below(5, TEAMS, Map.of()).count()).isEqualTo(4);
    assertThat(SmallTeams.below(1, TEAMS, Map.of("ads", 1L, "bot", 3L, "docs", 2L)).shown("chat"))
        .isEqualTo("(small teams)");
  }

  @Test
  void nobodyIsFoldedWhereAllAreLarge() {
    Map<String, Long> users = Map.of("ads", 5L, "bot", 5L, "chat", 5L, "docs", 5L);

    assertThat(SmallTeams.below(5, TEAMS, users).count()).isZero();
    assertThat(SmallTeams.none().shown("ads")).isEqualTo("ads");
  }
}
