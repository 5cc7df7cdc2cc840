package org.wattledger.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.attribution.Topology.UNKNOWN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wattledger.attribution.DeviceLabels.Span;
import org.wattledger.physics.Residency;

/** Pools are written {@code site/pool}. */
class TopologyBuilderTest {

  private static final long NOON = 20_000 * 86_400_000_000L + 43_200_000_000L;

  private final List<DeviceLabels> devices = new ArrayList<>();
  private final List<Placement> placements = new ArrayList<>();
  private final List<JobDevice> jobs = new ArrayList<>();
  private final Map<RouteKey, Long> requests = new LinkedHashMap<>();

  // Which unit a device carries

  @Test
  void aPlacementDecidesTheUnitBeforeTheLabel() {
    meter("d1", "east", "labelled", "llama");
    place("d1", "placed", "qwen", "east");

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/placed");
    assertThat(owners(topology, "d1", NOON)).containsExactly("qwen");
  }

  @Test
  void withoutAPlacementTheLabelDecidesTheUnit() {
    meter("d1", "east", "labelled", "llama");

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/labelled");
    assertThat(owners(topology, "d1", NOON)).containsExactly("llama");
  }

  @Test
  void aDeviceThatNothingDescribesIsItsOwnUnit() {
    meter("d1", "east", null, null);

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/d1");
    assertThat(owners(topology, "d1", NOON)).isEmpty();
  }

  @Test
  void aPlacementThatEndsAtNoonHandsTheDeviceToTheNextUnit() {
    meter("d1", "east", null, null);
    placements.add(placement("d1", "u1", "llama", "east", Long.MIN_VALUE, NOON));
    placements.add(placement("d1", "u2", "qwen", "east", NOON, Long.MAX_VALUE));

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON - 1)).isEqualTo("east/u1");
    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/u2");
    assertThat(owners(topology, "d1", NOON - 1)).containsExactly("llama");
    assertThat(owners(topology, "d1", NOON)).containsExactly("qwen");
  }

  @Test
  void betweenTwoPlacementsTheDeviceFallsBackToItsLabel() {
    meter("d1", "east", "labelled", null);
    placements.add(placement("d1", "u1", null, "east", Long.MIN_VALUE, NOON - 10));
    placements.add(placement("d1", "u2", null, "east", NOON, Long.MAX_VALUE));

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON - 11)).isEqualTo("east/u1");
    assertThat(poolOfDevice(topology, "d1", NOON - 1)).isEqualTo("east/labelled");
    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/u2");
  }

  @Test
  void aDeviceThatCarriesTwoUnitsAtOnceLinksThem() {
    meter("d1", "east", null, null);
    meter("d2", "east", null, null);
    place("d1", "u1", "llama", "east");
    place("d1", "u2", "qwen", "east");
    place("d2", "u2", "qwen", "east");

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/u1");
    assertThat(poolOfDevice(topology, "d2", NOON)).isEqualTo("east/u1");
    assertThat(owners(topology, "d1", NOON)).containsExactly("llama", "qwen");
    assertThat(owners(topology, "d2", NOON)).containsExactly("qwen");
  }

  @Test
  void aUnitThatHoldsTwoModelsServesThemInOnePool() {
    meter("d1", "east", null, null);
    place("d1", "u1", "llama", "east");
    place("d1", "u1", "qwen", "east");
    RouteKey llama = ask(10, "east", "u1", null, "llama");
    RouteKey qwen = ask(10, "east", "u1", null, "qwen");

    Topology topology = topology();

    assertThat(poolsOf(topology, llama)).containsExactly("east/u1");
    assertThat(poolsOf(topology, qwen)).containsExactly("east/u1");
    assertThat(owners(topology, "d1", NOON)).containsExactly("llama", "qwen");
  }

  @Test
  void thePoolNamesTheProductsOfItsDevicesInOrder() {
    devices.add(new DeviceLabels("d1", "accelerator", "L40S", always("n1", "east", "u1", null)));
    devices.add(new DeviceLabels("d2", "accelerator", "A100", always("n1", "east", "u1", null)));
    devices.add(new DeviceLabels("d3", "accelerator", null, always("n1", "east", "u2", null)));

    assertThat(topology().pools())
        .containsExactly(
            new Topology.Pool("east", "u1", "A100+L40S", null),
            new Topology.Pool("east", "u2", UNKNOWN, null));
  }

  // Which pool a request falls in

  @Test
  void aRequestFallsInThePoolOfTheUnitItNames() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "east", "u2", "llama");
    RouteKey named = ask(10, "east", "u2", null, "llama");

    assertThat(poolsOf(topology(), named)).containsExactly("east/u2");
  }

  @Test
  void aRequestThatNamesADeviceFallsInThePoolOfItsUnit() {
    meter("d1", "east", null, null);
    meter("d2", "east", null, null);
    place("d1", "u1", "llama", "east");
    place("d2", "u1", "llama", "east");
    RouteKey named = ask(10, "east", null, "d2", "llama");

    Topology topology = topology();

    assertThat(poolsOf(topology, named)).containsExactly("east/u1");
    assertThat(topology.unitAssigned()).isZero();
  }

  @Test
  void aRequestThatNamesADeviceWithoutAMeterIsInAPoolOfItsOwn() {
    RouteKey named = ask(10, "east", null, "d9", "llama");

    Topology topology = topology();

    assertThat(poolsOf(topology, named)).containsExactly("east/d9");
    assertThat(topology.pools().get(0).deviceModel()).isNull();
  }

  @Test
  void theUnitThatPrefillsIsLinkedWithTheOneThatDecodes() {
    meter("d1", "east", "decode", "llama");
    meter("d2", "east", "prefill", "llama");
    RouteKey split = new RouteKey("east", "decode", "prefill", null, "llama");
    requests.put(split, 10L);

    Topology topology = topology();

    assertThat(poolsOf(topology, split)).containsExactly("east/decode");
    assertThat(poolOfDevice(topology, "d2", NOON)).isEqualTo("east/decode");
  }

  @Test
  void theModelIsResidentOnTheUnitThatPrefillsToo() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "east", "u2", "llama");
    RouteKey there = new RouteKey("east", "u1", "u2", null, "llama");
    RouteKey back = new RouteKey("east", "u2", "u1", null, "llama");
    RouteKey alone = new RouteKey("east", "u2", "u2", null, "llama");
    List.of(there, back, alone).forEach(route -> requests.put(route, 10L));

    Topology topology = topology();

    // Units are numbered by name: u1 is 0, u2 is 1.
    assertThat(topology.routes().get(there))
        .extracting("units", "prefillUnit")
        .containsExactly(new int[] {0}, 1);
    assertThat(topology.routes().get(back))
        .extracting("units", "prefillUnit")
        .containsExactly(new int[] {1}, 0);
    assertThat(topology.routes().get(alone))
        .extracting("units", "prefillUnit")
        .containsExactly(new int[] {1}, -1);
  }

  @Test
  void aUnitWithoutTelemetryIsAPoolThatDrawsOnNoOther() {
    meter("d1", "east", "u1", "llama");
    RouteKey metered = ask(10, "east", "u1", null, "llama");
    RouteKey unmetered = ask(10, "east", "u2", null, "llama");

    Topology topology = topology();

    assertThat(poolsOf(topology, metered)).containsExactly("east/u1");
    assertThat(poolsOf(topology, unmetered)).containsExactly("east/u2");
    assertThat(topology.pools().get(1)).isEqualTo(new Topology.Pool("east", "u2", null, null));
  }

  // Requests that name nothing

  @Test
  void unnamedRequestsLinkTheUnitsThatServeTheirModelAndNoOthers() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "east", "u2", "llama");
    meter("d3", "east", "u3", "qwen");
    meter("d4", "west", "u4", "llama");
    ask(950, "east", "u1", null, "llama");
    RouteKey unnamed = ask(50, "east", null, null, "llama");

    Topology topology = topology();

    // 50 of 1,000 are 5 %.
    assertThat(poolsOf(topology, unnamed)).containsExactly("east/u1");
    assertThat(topology.routes().get(unnamed).units()).containsExactly(Residency.ANY_UNIT);
    assertThat(poolOfDevice(topology, "d2", NOON)).isEqualTo("east/u1");
    assertThat(poolOfDevice(topology, "d3", NOON)).isEqualTo("east/u3");
    assertThat(poolOfDevice(topology, "d4", NOON)).isEqualTo("west/u4");
    assertThat(topology.unitAssigned()).isZero();
  }

  @Test
  void fewUnnamedRequestsArePutOnOneUnitEachAndLinkNothing() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "east", "u2", "llama");
    ask(500, "east", "u1", null, "llama");
    ask(495, "east", "u2", null, "llama");
    RouteKey unnamed = ask(5, "east", null, null, "llama");

    Topology topology = topology();

    // 5 of 1,000 are 0.5 %.
    assertThat(poolsOf(topology, unnamed)).containsExactly("east/u1", "east/u2");
    Topology.Route route = topology.routes().get(unnamed);
    assertThat(route.choose(6)).isZero();
    assertThat(route.choose(7)).isEqualTo(1);
    assertThat(route.choose(-7)).isEqualTo(1);
    assertThat(topology.unitAssigned()).isEqualTo(5);
  }

  @Test
  void oneOfAHundredIsNotUnderOnePercent() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "east", "u2", "llama");
    ask(99, "east", "u1", null, "llama");
    RouteKey unnamed = ask(1, "east", null, null, "llama");

    Topology topology = topology();

    assertThat(poolsOf(topology, unnamed)).containsExactly("east/u1");
    assertThat(topology.unitAssigned()).isZero();
  }

  @Test
  void theShareOfUnnamedRequestsIsCountedOverAllNamesOfAModel() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "east", "u2", "LLAMA");
    ask(995, "east", "u1", null, "Llama");
    RouteKey unnamed = ask(5, "east", null, null, "LLAMA");

    Topology topology = topology();

    assertThat(topology.models()).containsExactly("llama");
    assertThat(poolsOf(topology, unnamed)).containsExactly("east/u1", "east/u2");
  }

  @Test
  void aUnitOfTwoModelsLinksBothWhenBothHaveUnnamedRequests() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "east", "u2", null);
    meter("d3", "east", "u3", "qwen");
    ask(10, "east", "u2", null, "llama");
    ask(10, "east", "u2", null, "qwen");
    RouteKey llama = ask(10, "east", null, null, "llama");
    RouteKey qwen = ask(10, "east", null, null, "qwen");

    Topology topology = topology();

    assertThat(poolsOf(topology, llama)).containsExactly("east/u1");
    assertThat(poolsOf(topology, qwen)).containsExactly("east/u1");
    assertThat(poolOfDevice(topology, "d3", NOON)).isEqualTo("east/u1");
  }

  @Test
  void unnamedRequestsOfAModelThatNoUnitServesShareAPoolWithoutMeters() {
    meter("d1", "east", "u1", "llama");
    RouteKey stray = ask(10, "east", null, null, "qwen");

    assertThat(poolsOf(topology(), stray)).containsExactly("east/(unnamed) qwen");
  }

  // At which site

  @Test
  void theSiteThatARequestNamesCounts() {
    meter("d1", "east", "u1", "llama");
    RouteKey elsewhere = ask(10, "west", "u1", null, "llama");

    assertThat(poolsOf(topology(), elsewhere)).containsExactly("west/u1");
  }

  @Test
  void aRequestWithoutASiteIsWhereItsUnitIs() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "west", "u2", "llama");
    RouteKey here = ask(10, null, "u2", null, "llama");

    assertThat(poolsOf(topology(), here)).containsExactly("west/u2");
  }

  @Test
  void aRequestWithoutASiteIsWhereItsDeviceIs() {
    meter("d1", "east", null, "llama");
    meter("d2", "west", null, "llama");
    RouteKey here = ask(10, null, null, "d2", "llama");

    assertThat(poolsOf(topology(), here)).containsExactly("west/d2");
  }

  @Test
  void aRequestWithoutASiteOrUnitIsAtTheOnlySiteThatServesItsModel() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "west", "u2", "qwen");
    RouteKey unnamed = ask(10, null, null, null, "qwen");

    assertThat(poolsOf(topology(), unnamed)).containsExactly("west/u2");
  }

  @Test
  void aRequestOfAModelThatTwoSitesServeIsNowhereKnown() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "west", "u2", "llama");
    RouteKey unnamed = ask(10, null, null, null, "llama");

    assertThat(poolsOf(topology(), unnamed)).containsExactly("(unknown)/(unnamed) llama");
  }

  @Test
  void aDeviceWithoutASiteIsWhereTheRequestsOfItsUnitAre() {
    meter("d1", null, "u1", null);
    RouteKey named = ask(10, "east", "u1", null, "llama");

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/u1");
    assertThat(poolsOf(topology, named)).containsExactly("east/u1");
  }

  @Test
  void aDeviceWithoutASiteIsWhereTheRequestsThatNameItAre() {
    meter("d1", null, null, null);
    RouteKey named = ask(10, "east", null, "d1", "llama");

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/d1");
    assertThat(poolsOf(topology, named)).containsExactly("east/d1");
  }

  @Test
  void aDeviceWithoutASiteIsAtTheOnlySiteThatServesItsModel() {
    meter("d1", null, null, "llama");
    RouteKey unnamed = ask(10, "east", null, null, "llama");

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/d1");
    assertThat(poolsOf(topology, unnamed)).containsExactly("east/d1");
  }

  @Test
  void aRequestStaysWithItsUnitWhereverThatIs() {
    meter("d1", null, "u1", null);
    meter("d2", "east", "u2", "llama");
    RouteKey named = ask(10, null, "u1", null, "llama");

    Topology topology = topology();

    // Nobody knows where u1 is; that u2 serves the model in the east does not move it there.
    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("(unknown)/u1");
    assertThat(poolsOf(topology, named)).containsExactly("(unknown)/u1");
  }

  @Test
  void aDeviceStandsWhereTheOthersOfItsNodeStand() {
    meterOnNode("n1", "d1", null, "u1", null);
    meterOnNode("n1", "d2", "east", "u2", "llama");

    assertThat(poolOfDevice(topology(), "d1", NOON)).isEqualTo("east/u1");
  }

  // Training

  @Test
  void aDeviceUnderAJobIsInTheJobsPoolAndOtherwiseWhatItWas() {
    meter("d1", "east", "u1", "llama");
    train("d1", "j", "west", NOON, NOON + 10);

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON - 1)).isEqualTo("east/u1");
    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("east/training/j");
    assertThat(poolOfDevice(topology, "d1", NOON + 9)).isEqualTo("east/training/j");
    assertThat(poolOfDevice(topology, "d1", NOON + 10)).isEqualTo("east/u1");
    assertThat(topology.jobSpans())
        .containsExactly(new Topology.JobSpan("d1", "j", "east", "A100", NOON, NOON + 10));
  }

  @Test
  void aJobGoesBeforePlacements() {
    meter("d1", "east", null, null);
    placements.add(placement("d1", "u1", "llama", "east", NOON - 5, NOON + 5));
    train("d1", "j", null, NOON, NOON + 10);

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON - 1)).isEqualTo("east/u1");
    assertThat(poolOfDevice(topology, "d1", NOON + 4)).isEqualTo("east/training/j");
    assertThat(poolOfDevice(topology, "d1", NOON + 5)).isEqualTo("east/training/j");
    assertThat(poolOfDevice(topology, "d1", NOON + 10)).isEqualTo("east/d1");
  }

  @Test
  void devicesOfOneJobShareAPoolAtEachSite() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "east", "u2", "qwen");
    meter("d3", null, null, null);
    train("d1", "j", null, NOON, NOON + 10);
    train("d2", "j", null, NOON, NOON + 10);
    train("d3", "j", "west", NOON, NOON + 10);

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d2", NOON)).isEqualTo("east/training/j");
    assertThat(spanAt(topology, "d1", NOON).pool()).isEqualTo(spanAt(topology, "d2", NOON).pool());
    assertThat(poolOfDevice(topology, "d3", NOON)).isEqualTo("west/training/j");
    assertThat(topology.pools().get(spanAt(topology, "d1", NOON).pool()))
        .isEqualTo(
            new Topology.Pool("east", "training/j", "A100", new JobDevice.Job("j", "m", "t")));
  }

  @Test
  void trainingNeitherServesNorMovesRequests() {
    meter("d1", "east", "u1", "llama");
    meter("d2", "west", "u2", "llama");
    train("d2", "j", null, Long.MIN_VALUE, Long.MAX_VALUE);
    RouteKey unnamed = ask(10, null, null, null, "llama");
    RouteKey named = ask(1, null, null, "d2", "llama");

    Topology topology = topology();

    // The west only trains: requests for the model are served in the east.
    assertThat(poolsOf(topology, unnamed)).containsExactly("east/u1");
    // Who names a device that only trains has a unit without a meter.
    assertThat(poolsOf(topology, named)).containsExactly("west/d2");
    assertThat(poolOfDevice(topology, "d2", NOON)).isEqualTo("west/training/j");
  }

  @Test
  void aUnitThatIsCalledLikeTheTrainingPoolIsAnother() {
    meter("d1", "east", "training/j", "llama");
    train("d1", "j", null, NOON, NOON + 10);

    Topology topology = topology();

    assertThat(spanAt(topology, "d1", NOON).pool())
        .isNotEqualTo(spanAt(topology, "d1", NOON - 1).pool());
  }

  @Test
  void whereNobodyNamesASiteAllIsUnknownTogether() {
    meter("d1", null, "u1", "llama");
    RouteKey named = ask(10, null, "u1", null, "llama");
    RouteKey unnamed = ask(10, null, null, null, "llama");

    Topology topology = topology();

    assertThat(poolOfDevice(topology, "d1", NOON)).isEqualTo("(unknown)/u1");
    assertThat(poolsOf(topology, named)).containsExactly("(unknown)/u1");
    assertThat(poolsOf(topology, unnamed)).containsExactly("(unknown)/u1");
  }

  @Test
  void theOrderOfTheInputsChangesNoNumber() {
    for (int i = 0; i < 6; i++) {
      meter("d" + i, i % 2 == 0 ? "east" : null, "u" + i / 2, i < 4 ? "llama" : "qwen");
      ask(10 + i, i % 2 == 0 ? "east" : "west", "u" + i, null, "llama");
    }
    ask(3, "east", null, null, "llama");
    ask(3, null, null, "d3", "qwen");
    Topology forward = topology();
    Collections.reverse(devices);
    Map<RouteKey, Long> reversed = new LinkedHashMap<>();
    List<RouteKey> keys = new ArrayList<>(requests.keySet());
    Collections.reverse(keys);
    keys.forEach(key -> reversed.put(key, requests.get(key)));

    Topology backward =
        TopologyBuilder.build(devices, placements, jobs, reversed, TopologyBuilderTest::lowerCase);

    assertThat(backward.pools()).isEqualTo(forward.pools());
    assertThat(backward.models()).isEqualTo(forward.models());
    for (RouteKey key : keys) {
      assertThat(poolsOf(backward, key)).isEqualTo(poolsOf(forward, key));
      assertThat(backward.routes().get(key).units()).isEqualTo(forward.routes().get(key).units());
    }
  }

  private Topology topology() {
    return TopologyBuilder.build(
        devices, placements, jobs, new HashMap<>(requests), TopologyBuilderTest::lowerCase);
  }

  private static String lowerCase(String model) {
    return model.toLowerCase(Locale.ROOT);
  }

  private void meter(String deviceId, String siteId, String unitId, String modelId) {
    meterOnNode("node of " + deviceId, deviceId, siteId, unitId, modelId);
  }

  private void meterOnNode(
      String nodeId, String deviceId, String siteId, String unitId, String modelId) {
    List<Span> always = always(nodeId, siteId, unitId, modelId);
    devices.add(new DeviceLabels(deviceId, "accelerator", "A100", always));
  }

  private static List<Span> always(String nodeId, String siteId, String unitId, String modelId) {
    return List.of(new Span(Long.MIN_VALUE, Long.MAX_VALUE, siteId, nodeId, unitId, modelId));
  }

  private void place(String deviceId, String unitId, String modelId, String siteId) {
    placements.add(placement(deviceId, unitId, modelId, siteId, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private void train(String deviceId, String job, String siteId, long fromUs, long toUs) {
    jobs.add(new JobDevice(deviceId, new JobDevice.Job(job, "m", "t"), siteId, null, fromUs, toUs));
  }

  private static Placement placement(
      String deviceId, String unitId, String modelId, String siteId, long fromUs, long toUs) {
    return new Placement(deviceId, unitId, modelId, siteId, null, null, fromUs, toUs);
  }

  private RouteKey ask(long count, String siteId, String unitId, String deviceId, String modelId) {
    RouteKey route = new RouteKey(siteId, unitId, null, deviceId, modelId);
    requests.put(route, count);
    return route;
  }

  private static List<String> poolsOf(Topology topology, RouteKey route) {
    return Arrays.stream(topology.routes().get(route).pools())
        .mapToObj(pool -> nameOf(topology, pool))
        .toList();
  }

  private static String poolOfDevice(Topology topology, String deviceId, long atUs) {
    return nameOf(topology, spanAt(topology, deviceId, atUs).pool());
  }

  private static List<String> owners(Topology topology, String deviceId, long atUs) {
    return Arrays.stream(spanAt(topology, deviceId, atUs).owners())
        .mapToObj(topology.models()::get)
        .toList();
  }

  private static Topology.DeviceSpan spanAt(Topology topology, String deviceId, long atUs) {
    return topology.devices().get(deviceId).stream()
        .filter(span -> span.fromUs() <= atUs && atUs < span.toUs())
        .findFirst()
        .orElseThrow();
  }

  private static String nameOf(Topology topology, int pool) {
    Topology.Pool named = topology.pools().get(pool);
    return named.siteId() + "/" + named.poolId();
  }
}
