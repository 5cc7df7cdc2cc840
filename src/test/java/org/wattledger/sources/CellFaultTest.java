package org.wattledger.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CellFaultTest {

  @Test
  void aWrongTypeGoesBeforeANumberThatIsNone() {
    byte nonFinite = CellFault.nonFinite(0);
    byte wrongType = CellFault.wrongType(5);

    assertThat(CellFault.first(nonFinite, wrongType)).isEqualTo(wrongType);
    assertThat(CellFault.first(wrongType, nonFinite)).isEqualTo(wrongType);
    assertThat(CellFault.isWrongType(wrongType)).isTrue();
    assertThat(CellFault.isNonFinite(nonFinite)).isTrue();
    assertThat(CellFault.ordinal(nonFinite)).isZero();
  }

  @Test
  void ofTwoAlikeTheFirstColumnIsTold() {
    assertThat(CellFault.first(CellFault.wrongType(5), CellFault.wrongType(2)))
        .isEqualTo(CellFault.wrongType(2));
    assertThat(CellFault.first(CellFault.nonFinite(1), CellFault.nonFinite(2)))
        .isEqualTo(CellFault.nonFinite(1));
  }

  @Test
  void nothingAndAFaultAreTheFault() {
    assertThat(CellFault.first(CellFault.NONE, CellFault.nonFinite(3)))
        .isEqualTo(CellFault.nonFinite(3));
    assertThat(CellFault.first(CellFault.wrongType(3), CellFault.NONE))
        .isEqualTo(CellFault.wrongType(3));
    assertThat(CellFault.first(CellFault.NONE, CellFault.NONE)).isEqualTo(CellFault.NONE);
  }
}
