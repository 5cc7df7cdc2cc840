package org.wattledger.attribution;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.wattledger.physics.Pools;
import org.wattledger.physics.Pools.Unit;

/**
 * Finds the pools of a day from placements, training jobs, the labels of meters and what requests
 * name (methodology: Pools). Works on the driver: its inputs grow with devices and units only.
 */
final class TopologyBuilder {

  /** Below this share of unnamed requests each is put on one unit, instead of linking all units. */
  private static final int LINK_FROM_ONE_IN = 100;

  private final UnaryOperator<String> canonicalModel;
  private final Map<RouteKey, Long> requestsByRoute;
  private final Map<String, List<NamedSpan>> spansByDevice;
  private final KnownSites sites = new KnownSites();
  private final Map<Unit, Set<String>> unitsServing = new HashMap<>();
  private final Map<Unit, long[]> unnamedShare = new HashMap<>();
  private final Map<RouteKey, NamedRoute> routes = new HashMap<>();
  private final Pools pools = new Pools();
  private long unitAssigned;

  private TopologyBuilder(
      Map<RouteKey, Long> requestsByRoute,
      Map<String, List<NamedSpan>> spansByDevice,
      UnaryOperator<String> canonicalModel) {
    this.requestsByRoute = requestsByRoute;
    this.spansByDevice = spansByDevice;
    this.canonicalModel = canonicalModel;
  }

  /**
   * @param jobs devices under training jobs, each under one at a time
   */
  static Topology build(
      Collection<DeviceLabels> devices,
      Collection<Placement> placements,
      Collection<JobDevice> jobs,
      Map<RouteKey, Long> requestsByRoute,
      UnaryOperator<String> canonicalModel) {
    TopologyBuilder builder =
        new TopologyBuilder(
            requestsByRoute,
            new DeviceSpans(placements, jobs, canonicalModel).of(devices),
            canonicalModel);
    builder.locate();
    builder.linkDevices();
    builder.countUnnamed();
    requestsByRoute.keySet().forEach(builder::route);
    return new TopologyNumbers(builder.spansByDevice, builder.pools.byUnit(), builder.routes)
        .topology(devices, builder.unitAssigned);
  }

  /** Where each unit and model is known to be; a device without a site follows what it carries. */
  private void locate() {
    requestsByRoute.keySet().forEach(route -> sites.know(route, modelOf(route)));
    allSpans().forEach(sites::know);
    spansByDevice.replaceAll(
        (device, spans) -> spans.stream().map(span -> sites.located(device, span)).toList());
    for (NamedSpan span : allSpans()) {
      sites.know(span);
      if (span.isServing()) {
        for (String model : span.models()) {
          span.units().forEach(unit -> serves(new Unit(span.siteId(), unit), model));
        }
      }
    }
  }

  private void linkDevices() {
    for (NamedSpan span : allSpans()) {
      if (span.isServing()) {
        linkAll(span.units().stream().map(unit -> new Unit(span.siteId(), unit)).toList());
      }
    }
  }

  private void countUnnamed() {
    requestsByRoute.forEach(
        (route, requests) -> {
          String model = modelOf(route);
          Unit siteAndModel = new Unit(siteOf(route), model);
          long[] share = unnamedShare.computeIfAbsent(siteAndModel, key -> new long[2]);
          share[0] += route.isUnnamed() ? requests : 0;
          share[1] += requests;
          namedUnits(route).forEach(unit -> serves(unit, model));
        });
  }

  private void route(RouteKey route) {
    String model = modelOf(route);
    List<Unit> named = namedUnits(route);
    if (!named.isEmpty()) {
      linkAll(named);
      Unit decoding = decodingUnits(route).first();
      Unit prefill = prefillUnit(route, decoding);
      boolean isSplit = prefill != null && !prefill.equals(decoding);
      routes.put(route, new NamedRoute(model, List.of(decoding), isSplit ? prefill : null, false));
      return;
    }
    String site = siteOf(route);
    List<Unit> serving =
        unitsServing.getOrDefault(new Unit(site, model), Set.of()).stream()
            .map(unit -> new Unit(site, unit))
            .toList();
    if (serving.isEmpty()) {
      Unit own = new Unit(site, "(unnamed) " + model);
      pools.add(own);
      routes.put(route, new NamedRoute(model, List.of(own), false));
      return;
    }
    long[] share = unnamedShare.get(new Unit(site, model));
    if (share[0] * LINK_FROM_ONE_IN < share[1]) {
      serving.forEach(pools::add);
      routes.put(route, new NamedRoute(model, serving, false));
      unitAssigned += requestsByRoute.get(route);
      return;
    }
    linkAll(serving);
    routes.put(route, new NamedRoute(model, List.of(serving.get(0)), true));
  }

  /** Units that a request names, by itself or by its device; all of them belong in one pool. */
  private List<Unit> namedUnits(RouteKey route) {
    TreeSet<Unit> units = decodingUnits(route);
    if (!units.isEmpty() && route.prefillUnitId() != null) {
      units.add(prefillUnit(route, units.first()));
    }
    return List.copyOf(units);
  }

  /** At the site of the units that write the answer; null: the request names none. */
  private static Unit prefillUnit(RouteKey route, Unit decoding) {
    return route.prefillUnitId() == null
        ? null
        : new Unit(decoding.siteId(), route.prefillUnitId());
  }

  private TreeSet<Unit> decodingUnits(RouteKey route) {
    String site = siteOf(route);
    TreeSet<Unit> units = new TreeSet<>();
    if (route.unitId() != null) {
      units.add(new Unit(site, route.unitId()));
    } else if (route.deviceId() != null) {
      for (NamedSpan span : spansOf(route.deviceId())) {
        if (span.isServing()) {
          span.units().forEach(unit -> units.add(new Unit(span.siteId(), unit)));
        }
      }
      if (units.isEmpty()) {
        units.add(new Unit(site, route.deviceId()));
      }
    }
    return units;
  }

  private String modelOf(RouteKey route) {
    return canonicalModel.apply(route.modelId());
  }

  private String siteOf(RouteKey route) {
    List<NamedSpan> ofDevice = route.deviceId() == null ? List.of() : spansOf(route.deviceId());
    return sites.of(route, modelOf(route), ofDevice);
  }

  private List<NamedSpan> spansOf(String device) {
    return spansByDevice.getOrDefault(device, List.of());
  }

  private List<NamedSpan> allSpans() {
    return spansByDevice.values().stream().flatMap(List::stream).toList();
  }

  private void serves(Unit unit, String model) {
    unitsServing
        .computeIfAbsent(new Unit(unit.siteId(), model), key -> new TreeSet<>())
        .add(unit.unitId());
  }

  private void linkAll(List<Unit> units) {
    units.forEach(pools::add);
    for (int i = 1; i < units.size(); i++) {
      if (units.get(0).siteId().equals(units.get(i).siteId())) {
        pools.link(units.get(0), units.get(i));
      }
    }
  }
}
