package org.wattledger.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SyntheticRequestsTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
  private static final int REQUESTS = 20_000;
  private static final FleetPlan PLAN =
      FleetPlan.builder(Path.of("unused"), DAY).requests(REQUESTS).units(10).seed(3).build();

  private static Fleet fleet;
  private static List<RequestRow> rows;

  @BeforeAll
  static void makeRows() {
    fleet = Fleet.of(PLAN);
    SyntheticRequests requests = SyntheticRequests.of(PLAN, fleet);
    rows = LongStream.range(0, REQUESTS).mapToObj(requests::row).toList();
  }

  @Test
  void everyRequestHasItsOwnId() {
    Set<String> ids = rows.stream().map(RequestRow::requestId).collect(Collectors.toSet());

    assertThat(ids).hasSize(REQUESTS);
  }

  @Test
  void noUnitServesMoreAtOnceThanItsLanes() {
    Map<String, Integer> lanes = new HashMap<>();
    fleet.units().forEach(unit -> lanes.put(unit.unitId(), unit.lanes()));
    Map<String, List<RequestRow>> ofUnit =
        rows.stream().collect(Collectors.groupingBy(RequestRow::unitId));

    assertThat(ofUnit.keySet()).isEqualTo(lanes.keySet());
    ofUnit.forEach(
        (unit, served) -> assertThat(mostAtOnce(served)).isLessThanOrEqualTo(lanes.get(unit)));
  }

  @Test
  void requestsCrossBothMidnights() {
    long dayStartUs = Window.dayStartUs(DAY.toEpochDay());

    assertThat(rows).anyMatch(row -> spans(row, dayStartUs));
    assertThat(rows).anyMatch(row -> spans(row, dayStartUs + Window.DAY_US));
  }

  @Test
  void phasesFollowEachOtherInsideTheWindow() {
    Window window = PLAN.window();

    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.startedAtUs()).isGreaterThanOrEqualTo(window.startUs());
              assertThat(row.endedAtUs()).isGreaterThan(row.startedAtUs());
              assertThat(row.endedAtUs()).isLessThanOrEqualTo(window.endUs());
              assertThat(row.cachedPromptTokens()).isLessThan(row.promptTokens());
              if (row.firstTokenAtUs() == null) {
                assertThat(row.outputTokens()).isZero();
              } else {
                assertThat(row.firstTokenAtUs()).isBetween(row.startedAtUs(), row.endedAtUs());
              }
            });
  }

  @Test
  void twoAndAHalfPercentOfRequestsFail() {
    long failed = rows.stream().filter(row -> !row.status().equals("ok")).count();

    // 500 expected; standard deviation sqrt(20 000 x 0.025 x 0.975) = 22; four of them.
    assertThat((double) failed).isCloseTo(500, within(88.0));
  }

  @Test
  void anHourOfTheNightIsWithoutRequests() {
    Site site = Site.at(0);
    // 03:00 to 04:00 in eu-north-1a is 02:00 to 03:00 UTC.
    long fromUs = Window.dayStartUs(DAY.toEpochDay()) + (3 - site.hoursFromUtc()) * 3_600_000_000L;

    assertThat(rows)
        .filteredOn(row -> row.siteId().equals(site.siteId()))
        .filteredOn(row -> row.startedAtUs() > fromUs + 60_000_000)
        .noneMatch(row -> row.startedAtUs() < fromUs + 3_600_000_000L - 60_000_000);
  }

  @Test
  void teamsAskForDifferentThings() {
    Map<String, Map<String, Long>> operations =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    RequestRow::teamId,
                    Collectors.groupingBy(RequestRow::operation, Collectors.counting())));

    assertThat(operations).containsOnlyKeys("search", "assistant", "research");
    assertThat(operations.get("search").get("embeddings"))
        .isGreaterThan(operations.get("search").get("chat"));
    assertThat(operations.get("assistant").get("chat"))
        .isGreaterThan(operations.get("assistant").get("embeddings"));
  }

  @Test
  void someUnitsServeTwoModels() {
    Map<String, Set<String>> models = new HashMap<>();
    rows.forEach(
        row -> models.computeIfAbsent(row.unitId(), unit -> new HashSet<>()).add(row.modelId()));

    assertThat(models.values()).anyMatch(served -> served.size() == 2);
  }

  @Test
  void devicesOfAUnitStandInOneNodeOfAtMostEight() {
    Map<String, Long> perNode =
        fleet.units().stream()
            .flatMap(unit -> unit.devices().stream())
            .collect(Collectors.groupingBy(Device::nodeId, Collectors.counting()));

    assertThat(perNode.values()).allMatch(count -> count <= 8);
    assertThat(fleet.units())
        .allMatch(unit -> unit.devices().stream().map(Device::nodeId).distinct().count() == 1);
  }

  private static boolean spans(RequestRow row, long timeUs) {
    return row.startedAtUs() < timeUs && row.endedAtUs() > timeUs;
  }

  private static int mostAtOnce(List<RequestRow> served) {
    List<long[]> changes = new ArrayList<>();
    for (RequestRow row : served) {
      changes.add(new long[] {row.startedAtUs(), 1});
      changes.add(new long[] {row.endedAtUs(), -1});
    }
    // At one time ends come before starts: ranges are half-open.
    changes.sort(
        Comparator.<long[]>comparingLong(change -> change[0])
            .thenComparingLong(change -> change[1]));
    int now = 0;
    int most = 0;
    for (long[] change : changes) {
      now += (int) change[1];
      most = Math.max(most, now);
    }
    return most;
  }
}
