package org.wattledger.footprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.schema.AttributedTables.EMBODIED_NG;
import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.schema.OutputTables;
import org.wattledger.testing.LedgerRows;

class IdleByUseTest {

  private static final DayNames NAMES =
      LedgerRows.names(
          List.of("search", "sales", OutputTables.IDLE, OutputTables.UNATTRIBUTED),
          List.of("chat", OutputTables.NONE));

  private final LedgerRows idle = new LedgerRows(NAMES);
  private final LedgerRows used = new LedgerRows(NAMES);

  @Test
  void idleGoesToTheTeamsThatWereServedByTheirActiveEnergy() {
    used("search", 300);
    used("sales", 100);
    idle(0, 1_000);

    // 3 : 1 of 1 000 mJ
    assertThat(idleOf(charged(), "search")).isEqualTo(750);
    assertThat(idleOf(charged(), "sales")).isEqualTo(250);
    assertThat(rest().size()).isZero();
  }

  @Test
  void whatRoundingLeavesStaysIdle() {
    used("search", 2);
    used("sales", 1);
    idle(0, 100);
    idle(1, 1);

    // 66.7 + 0.7 and 33.3 + 0.3 of 100 + 1 mJ, each rounded down
    assertThat(idleOf(charged(), "search")).isEqualTo(66);
    assertThat(idleOf(charged(), "sales")).isEqualTo(33);
    assertThat(idleOf(rest(), OutputTables.IDLE)).isEqualTo(2);
  }

  @Test
  void whatGoesWithIdleIsSpreadLikeIt() {
    used("search", 300);
    used("sales", 100);
    idle.add(
        0,
        OutputTables.IDLE,
        OutputTables.NONE,
        Map.of(PROVISIONED_IDLE_ENERGY_MJ, 1_000L, HOST_ENERGY_MJ, 400L, EMBODIED_NG, 80L));

    assertThat(LedgerRows.sum(charged(), NAMES, "search", HOST_ENERGY_MJ)).isEqualTo(300);
    assertThat(LedgerRows.sum(charged(), NAMES, "sales", EMBODIED_NG)).isEqualTo(20);
  }

  @Test
  void idleOfAModelThatNoRequestUsedStaysIdle() {
    used("search", 0);
    idle(0, 7);

    assertThat(charged().size()).isZero();
    assertThat(idleOf(rest(), OutputTables.IDLE)).isEqualTo(7);
  }

  private void used(String team, long mj) {
    used.add(0, team, "chat", Map.of(ACTIVE_ENERGY_MJ, mj));
  }

  private void idle(int hour, long mj) {
    idle.add(hour, OutputTables.IDLE, OutputTables.NONE, Map.of(PROVISIONED_IDLE_ENERGY_MJ, mj));
  }

  private IdleByUse spreading() {
    return new IdleByUse(NAMES, idle.ledger(), IdleByUse.use(used.ledger(), NAMES));
  }

  private KeyedSums charged() {
    return spreading().charged(used.ledger());
  }

  private KeyedSums rest() {
    return spreading().rest(IdleByUse.withoutTeam(charged()));
  }

  private static long idleOf(KeyedSums ledger, String team) {
    return LedgerRows.sum(ledger, NAMES, team, PROVISIONED_IDLE_ENERGY_MJ);
  }
}
