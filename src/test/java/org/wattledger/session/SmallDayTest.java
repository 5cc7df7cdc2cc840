package org.wattledger.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.testing.SparkExtension;

@ExtendWith(SparkExtension.class)
class SmallDayTest {

  private static final String HOW_TO_RUN = "spark.sql.codegen.factoryMode";
  private static final String COMPILES_STAGES = "spark.sql.codegen.wholeStage";

  private SparkSession session;

  @BeforeEach
  void nothingIsChosen(SparkSession suite) {
    session = suite.newSession();
    session.conf().unset(HOW_TO_RUN);
  }

  @Test
  void aSmallDayIsInterpretedAndTheCallersSessionStaysAsItIs() {
    SparkSession queries = SmallDay.queries(session, SmallDay.MOST_BYTES);

    assertThat(queries.conf().get(HOW_TO_RUN)).isEqualTo("NO_CODEGEN");
    assertThat(queries.conf().get(COMPILES_STAGES)).isEqualTo("false");
    assertThat(session.conf().get(COMPILES_STAGES)).isEqualTo("true");
  }

  @Test
  void oneByteMoreIsALargeDay() {
    assertThat(SmallDay.queries(session, SmallDay.MOST_BYTES + 1)).isSameAs(session);
  }

  @Test
  void whatTheUserHasChosenIsKept() {
    session.conf().set(HOW_TO_RUN, "CODEGEN_ONLY");

    assertThat(SmallDay.queries(session, 1)).isSameAs(session);
  }
}
