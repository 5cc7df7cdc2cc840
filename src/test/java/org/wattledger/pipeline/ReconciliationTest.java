package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconciliationTest {

  // 1 kWh = 3 600 000 000 mJ
  private static final long KWH_CENT_MJ = 36_000_000L;

  @Test
  void theLineReadsAsTheContractPrintsIt() {
    Reconciliation day =
        new Reconciliation(
            81_244 * KWH_CENT_MJ,
            310 * KWH_CENT_MJ,
            64_002 * KWH_CENT_MJ,
            9_190 * KWH_CENT_MJ,
            6_000 * KWH_CENT_MJ,
            2_052 * KWH_CENT_MJ);

    assertThat(day.line())
        .isEqualTo(
            "measured 812.44 kWh (of which estimated 3.10) = active 640.02 + shared idle 91.90"
                + " + provisioned idle 60.00 + unattributed 20.52; residual 0 mJ");
  }

  @Test
  void aSmallRunIsToldInWattHours() {
    // 7 000 J / 3 600 = 1.94 Wh; 3 600 J = 1 Wh; 3 400 J = 0.94 Wh
    Reconciliation run = new Reconciliation(7_000_000, 0, 3_600_000, 3_400_000, 0, 0);

    assertThat(run.line())
        .startsWith("measured 1.94 Wh (of which estimated 0.00) = active 1.00 + shared idle 0.94");
  }

  @Test
  void aLargeFleetIsToldInMegawattHours() {
    long mwhMj = 3_600_000_000_000L;

    assertThat(new Reconciliation(2 * mwhMj, 0, 2 * mwhMj, 0, 0, 0).line())
        .startsWith("measured 2.00 MWh (of which estimated 0.00) = active 2.00 +");
  }

  @Test
  void aMillijouleThatNobodyBookedIsTheResidual() {
    // 100 - 60 - 20 - 10 - 9 = 1
    Reconciliation unbalanced = new Reconciliation(100, 0, 60, 20, 10, 9);

    assertThat(unbalanced.residualMj()).isEqualTo(1);
    assertThat(unbalanced.line()).endsWith("residual 1 mJ");
  }
}
