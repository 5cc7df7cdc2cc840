package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.contract.Nights;
import org.wattledger.explanation.Comparison;
import org.wattledger.explanation.Explanation;
import org.wattledger.explanation.Step;
import org.wattledger.testing.SparkExtension;

/** Golden days explained: figures are those of their READMEs. */
@ExtendWith(SparkExtension.class)
class ExplanationsTest {

  private static final LocalDate TENTH = LocalDate.of(2026, 3, 10);
  private static final LocalDate ELEVENTH = LocalDate.of(2026, 3, 11);

  /** Escaped as in a URI it would be another folder. */
  private static final String BLANKS_AND_QUOTES = "explain o'brien's 5%20 house";

  private static SparkSession session;
  private static WattledgerConfig equalRequests;
  private static WattledgerConfig midnight;
  private static WattledgerConfig byUse;

  @BeforeAll
  static void publish(SparkSession suite) {
    session = suite;
    equalRequests = config("two-equal-requests");
    Nights.run(equalRequests, TENTH);
    midnight = config("midnight-crossing");
    Nights.run(midnight, TENTH);
    Nights.run(midnight, ELEVENTH);
    byUse =
        Nights.config(
            golden("two-models-on-one-device"),
            Nights.warehouse(BLANKS_AND_QUOTES),
            "attribution.idle.teams=by-use");
    Nights.run(byUse, TENTH);
  }

  private static WattledgerConfig config(String situation) {
    return Nights.config(golden(situation), Nights.warehouse("explain-" + situation));
  }

  private static Path golden(String situation) {
    return Path.of("src", "test", "resources", "golden", situation, "golden.conf");
  }

  @Test
  void ofTwoEqualRequestsEachIsShownWithHalfOfEverySlot() {
    Explanation explained = explain(equalRequests).request("r1", Optional.of(TENTH)).get(0);

    assertThat(explained.isAsPublished()).isTrue();
    assertThat(explained.published().changes()).isNull();
    assertThat(explained.inputs()).extracting(Explanation.Input::accepted).containsExactly(2L, 2L);
    assertThat(explained.steps())
        .extracting(Step::name)
        .containsExactly(
            "request", "work", "meters", "pool", "slots", "shares", "factors", "footprint");
    // 62,500 input and 15,625 output tokens in 10 s, without a first token: 7,812.5 a second.
    List<Object> phase = step(explained, "work").table().rows().get(0);
    assertThat((Double) phase.get(3)).isCloseTo(7_812.5, within(1e-3));
    Step slots = step(explained, "slots");
    assertThat(slots.table().rows()).hasSize(10);
    assertThat(slots.table().rows()).allSatisfy(slot -> assertThat(slot.get(2)).isEqualTo(0.5));
    assertThat(slots.table().rows()).allSatisfy(slot -> assertThat(slot.get(6)).isEqualTo(0.5));
    // Of 2,000,001 and 1,000,000 mJ; half a millijoule is rounded away.
    assertThat(sum(slots, 3)).isCloseTo(1_000_000.5, within(1e-6));
    assertThat(sum(slots, 7)).isCloseTo(500_000, within(1e-6));
    assertThat(figure(explained, "shares", "active_energy_mj")).isEqualTo(1_000_000L);
    assertThat(figure(explained, "shares", "idle_energy_mj")).isEqualTo(500_000L);
    assertThat(step(explained, "meters").table().rows())
        .anySatisfy(meter -> assertThat(meter.get(3)).isEqualTo(3_000_001L));
  }

  @Test
  void aRequestAcrossMidnightIsExplainedOnBothDays() {
    List<Explanation> explained = explain(midnight).request("r1", Optional.empty());

    assertThat(explained).extracting(Explanation::day).containsExactly(TENTH, ELEVENTH);
    assertThat(explained).allMatch(Explanation::isAsPublished);
    // 200 W above the floor for 10 and for 20 s.
    assertThat(explained)
        .extracting(day -> figure(day, "shares", "active_energy_mj"))
        .containsExactly(2_000_000L, 4_000_000L);
  }

  @Test
  void teamsAndModelsComeOutAsPublishedLineByLine() {
    Explanations explanations = explain(equalRequests);
    Explanation search = explanations.team("search", TENTH);
    Explanation nobody = explanations.team("(unattributed)", TENTH);
    Explanation model = explanations.model("m1", TENTH);

    assertThat(List.of(search, nobody, model)).allMatch(Explanation::isAsPublished);
    assertThat(figure(search, "shares", "active_energy_mj")).isEqualTo(1_000_000L);
    assertThat(figure(nobody, "shares", "unattributed_energy_mj")).isEqualTo(1L);
    assertThat(figure(model, "shares", "active_energy_mj")).isEqualTo(2_000_000L);
    assertThat(search.rows()).isEqualTo(1);
    // The sum over the lines is what the row says.
    int column = column(step(search, "rows"), "location_emissions_gco2e");
    assertThat(search.comparisons())
        .filteredOn(each -> each.column().equals("location_emissions_gco2e"))
        .extracting(Comparison::published)
        .containsExactly(step(search, "rows").table().rows().get(0).get(column));
  }

  @Test
  void idleThatIsSpreadByUseIsExplainedWithTheTeamThatBearsIt() {
    Explanations explanations = explain(byUse);
    Explanation search = explanations.team("search", TENTH);

    assertThat(search.isAsPublished()).isTrue();
    // 100 W x 10 s were held for two models; of the half of m1 search was the only user.
    assertThat(figure(search, "shares", "active_energy_mj")).isEqualTo(1_500_000L);
    assertThat(figure(search, "shares", "idle_energy_mj")).isEqualTo(500_000L);
    assertThat(figure(search, "shares", "provisioned_idle_energy_mj")).isEqualTo(500_000L);
    assertThatThrownBy(() -> explanations.team("(idle)", TENTH))
        .hasMessageContaining("No row with team_id (idle) is published on 2026-03-10");
  }

  @Test
  void aWarehouseMayHaveBlanksAndQuotesInItsName() throws IOException {
    // Published and read back: what the test above compares. Nothing went to a folder beside it.
    try (Stream<Path> warehouses = Files.list(Path.of(byUse.warehouse()).getParent())) {
      assertThat(warehouses)
          .extracting(warehouse -> warehouse.getFileName().toString())
          .contains(BLANKS_AND_QUOTES)
          .noneMatch(name -> name.startsWith("explain%20"));
    }
  }

  @Test
  void anotherReferenceIsToldAndTheFirstStepThatDiffersIsNamed() {
    WattledgerConfig other =
        Nights.config(
            golden("midnight-crossing"),
            Path.of(midnight.warehouse()),
            "reference.hardware=2026-11-01");

    Explanation explained = explain(other).request("r1", Optional.of(ELEVENTH)).get(0);

    // Without the golden hardware no idle power is known: the floor becomes dynamic energy.
    assertThat(explained.published().changes()).contains("reference").contains("hardware=2026");
    assertThat(explained.isAsPublished()).isFalse();
    assertThat(explained.differs()).isIn("pool", "shares");
    assertThat(explained.comparisons())
        .filteredOn(each -> each.column().equals("active_energy_mj"))
        .extracting(Comparison::published, Comparison::recomputed)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(4_000_000L, 6_000_000L));
  }

  @Test
  void whatIsNotPublishedIsSaidToBeUnknown() {
    Explanations explanations = explain(equalRequests);

    assertThatThrownBy(() -> explanations.request("r9", Optional.empty()))
        .isInstanceOf(RunFailure.class)
        .hasMessageContaining("No row with request_id r9 is published on any published day")
        .extracting(failure -> ((RunFailure) failure).exitCode())
        .isEqualTo(ExitCode.INPUT);
    assertThatThrownBy(() -> explanations.team("nobody", TENTH))
        .hasMessageContaining("No row with team_id nobody is published on 2026-03-10")
        .extracting(failure -> ((RunFailure) failure).hint())
        .asString()
        .startsWith("known: (unattributed), assistant, search.");
    assertThatThrownBy(() -> explanations.team("serch", TENTH))
        .extracting(failure -> ((RunFailure) failure).hint())
        .asString()
        .startsWith("did you mean search?");
    assertThatThrownBy(() -> explanations.model("m1", ELEVENTH))
        .hasMessageContaining("No day from 2026-03-11 to 2026-03-11 is published");
  }

  private static Explanations explain(WattledgerConfig config) {
    return new Explanations(session, config);
  }

  private static Step step(Explanation explained, String name) {
    return explained.steps().stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Object figure(Explanation explained, String step, String name) {
    return step(explained, step).figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static double sum(Step step, int column) {
    return step.table().rows().stream().mapToDouble(row -> (Double) row.get(column)).sum();
  }

  private static int column(Step step, String name) {
    return step.table().columns().stream().map(Step.Column::name).toList().indexOf(name);
  }
}
