package org.wattledger.attribution;

import static org.wattledger.attribution.Topology.UNKNOWN;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.wattledger.physics.Pools;
import org.wattledger.physics.Pools.Unit;
import org.wattledger.physics.Residency;

/**
 * Finds the pools of a day from placements, the labels of meters and what requests name
 * (methodology: Pools). Works on the driver: its inputs grow with devices and units only.
 */
final class TopologyBuilder {

  /** Below this share of unnamed requests each is put on one unit, instead of linking all units. */
  private static final int LINK_FROM_ONE_IN = 100;

  private final UnaryOperator<String> canonicalModel;
  private final Map<RouteKey, Long> requestsByRoute;
  private final Map<String, List<NamedSpan>> spansByDevice = new TreeMap<>();
  private final Map<String, DeviceLabels> labelsByDevice = new TreeMap<>();
  private final Map<String, Set<String>> sitesOfUnit = new HashMap<>();
  private final Map<String, Set<String>> sitesOfDevice = new HashMap<>();
  private final Map<String, Set<String>> sitesOfModel = new HashMap<>();
  private final Map<String, Set<String>> sitesOfNode = new HashMap<>();
  private final Map<Unit, Set<String>> unitsServing = new HashMap<>();
  private final Map<Unit, long[]> unnamedShare = new HashMap<>();
  private final Map<RouteKey, List<Unit>> unitsOfRoute = new HashMap<>();
  private final Pools pools = new Pools();
  private long unitAssigned;

  /** A device span in names, before anything is numbered. */
  private record NamedSpan(
      long fromUs, long toUs, String siteId, String nodeId, Set<String> units, Set<String> models) {

    NamedSpan at(String site) {
      return new NamedSpan(fromUs, toUs, site, nodeId, units, models);
    }
  }

  private TopologyBuilder(
      Map<RouteKey, Long> requestsByRoute, UnaryOperator<String> canonicalModel) {
    this.requestsByRoute = requestsByRoute;
    this.canonicalModel = canonicalModel;
  }

  static Topology build(
      Collection<DeviceLabels> devices,
      Collection<Placement> placements,
      Map<RouteKey, Long> requestsByRoute,
      UnaryOperator<String> canonicalModel) {
    TopologyBuilder builder = new TopologyBuilder(requestsByRoute, canonicalModel);
    builder.place(devices, placements);
    builder.locate();
    builder.linkDevices();
    builder.countUnnamed();
    requestsByRoute.keySet().forEach(builder::route);
    return builder.number();
  }

  private void place(Collection<DeviceLabels> devices, Collection<Placement> placements) {
    Map<String, List<Placement>> placementsByDevice = new HashMap<>();
    placements.forEach(
        placement ->
            placementsByDevice
                .computeIfAbsent(placement.deviceId(), key -> new ArrayList<>())
                .add(placement));
    for (DeviceLabels device : devices) {
      labelsByDevice.put(device.deviceId(), device);
      List<Placement> ofDevice = placementsByDevice.getOrDefault(device.deviceId(), List.of());
      List<NamedSpan> spans = new ArrayList<>();
      for (DeviceLabels.Span label : device.spans()) {
        spans.addAll(split(device.deviceId(), label, ofDevice));
      }
      spansByDevice.put(device.deviceId(), spans);
    }
  }

  private List<NamedSpan> split(
      String deviceId, DeviceLabels.Span label, List<Placement> placements) {
    TreeSet<Long> cuts = new TreeSet<>(Set.of(label.fromUs()));
    for (Placement placement : placements) {
      for (long cut : new long[] {placement.fromUs(), placement.toUs()}) {
        if (cut > label.fromUs() && cut < label.toUs()) {
          cuts.add(cut);
        }
      }
    }
    List<NamedSpan> spans = new ArrayList<>();
    for (long from : cuts) {
      Long next = cuts.higher(from);
      List<Placement> holding = placements.stream().filter(p -> p.holdsAt(from)).toList();
      spans.add(named(deviceId, label, holding, from, next == null ? label.toUs() : next));
    }
    return spans;
  }

  private NamedSpan named(
      String deviceId, DeviceLabels.Span label, List<Placement> holding, long fromUs, long toUs) {
    TreeSet<String> units = new TreeSet<>();
    TreeSet<String> models = new TreeSet<>();
    String site = null;
    String node = null;
    for (Placement placement : holding) {
      addIfPresent(units, placement.unitId());
      if (placement.modelId() != null) {
        models.add(canonicalModel.apply(placement.modelId()));
      }
      site = smaller(site, placement.siteId());
      node = smaller(node, placement.nodeId());
    }
    if (units.isEmpty()) {
      units.add(label.unitId() == null ? deviceId : label.unitId());
    }
    if (models.isEmpty() && label.modelId() != null) {
      models.add(canonicalModel.apply(label.modelId()));
    }
    return new NamedSpan(
        fromUs,
        toUs,
        site == null ? label.siteId() : site,
        node == null ? label.nodeId() : node,
        units,
        models);
  }

  /** Where each unit and model is known to be; a device without a site follows what it carries. */
  private void locate() {
    for (RouteKey route : requestsByRoute.keySet()) {
      know(sitesOfModel, canonicalModel.apply(route.modelId()), route.siteId());
      if (route.unitId() != null) {
        know(sitesOfUnit, route.unitId(), route.siteId());
      } else if (route.deviceId() != null) {
        know(sitesOfDevice, route.deviceId(), route.siteId());
      }
    }
    allSpans().forEach(this::knowSites);
    spansByDevice.replaceAll(
        (device, spans) -> spans.stream().map(span -> located(device, span)).toList());
    for (NamedSpan span : allSpans()) {
      knowSites(span);
      for (String model : span.models()) {
        span.units().forEach(unit -> serves(new Unit(span.siteId(), unit), model));
      }
    }
  }

  private void knowSites(NamedSpan span) {
    span.units().forEach(unit -> know(sitesOfUnit, unit, span.siteId()));
    span.models().forEach(model -> know(sitesOfModel, model, span.siteId()));
    if (span.nodeId() != null) {
      know(sitesOfNode, span.nodeId(), span.siteId());
    }
  }

  /** By its units, else by the requests that name the device, else by its models or its node. */
  private NamedSpan located(String device, NamedSpan span) {
    if (span.siteId() != null) {
      return span;
    }
    return Stream.of(
            onlySite(sitesOfUnit, span.units()),
            onlySite(sitesOfDevice, Set.of(device)),
            onlySite(sitesOfModel, span.models()),
            onlySite(sitesOfNode, span.nodeId() == null ? Set.of() : Set.of(span.nodeId())))
        .flatMap(Optional::stream)
        .findFirst()
        .map(span::at)
        .orElseGet(() -> span.at(UNKNOWN));
  }

  private static Optional<String> onlySite(Map<String, Set<String>> sites, Set<String> names) {
    TreeSet<String> all = new TreeSet<>();
    names.forEach(name -> all.addAll(sites.getOrDefault(name, Set.of())));
    return all.size() == 1 ? Optional.of(all.first()) : Optional.empty();
  }

  private void linkDevices() {
    for (List<NamedSpan> spans : spansByDevice.values()) {
      for (NamedSpan span : spans) {
        linkAll(span.units().stream().map(unit -> new Unit(span.siteId(), unit)).toList());
      }
    }
  }

  private void countUnnamed() {
    requestsByRoute.forEach(
        (route, requests) -> {
          String model = canonicalModel.apply(route.modelId());
          Unit siteAndModel = new Unit(siteOf(route), model);
          long[] share = unnamedShare.computeIfAbsent(siteAndModel, key -> new long[2]);
          share[0] += route.isUnnamed() ? requests : 0;
          share[1] += requests;
          namedUnits(route).forEach(unit -> serves(unit, model));
        });
  }

  private void route(RouteKey route) {
    List<Unit> named = namedUnits(route);
    if (!named.isEmpty()) {
      linkAll(named);
      unitsOfRoute.put(route, List.of(named.get(0)));
      return;
    }
    String site = siteOf(route);
    String model = canonicalModel.apply(route.modelId());
    List<Unit> serving =
        unitsServing.getOrDefault(new Unit(site, model), Set.of()).stream()
            .map(unit -> new Unit(site, unit))
            .toList();
    if (serving.isEmpty()) {
      Unit own = new Unit(site, "(unnamed) " + model);
      pools.add(own);
      unitsOfRoute.put(route, List.of(own));
      return;
    }
    long[] share = unnamedShare.get(new Unit(site, model));
    if (share[0] * LINK_FROM_ONE_IN < share[1]) {
      serving.forEach(pools::add);
      unitsOfRoute.put(route, serving);
      unitAssigned += requestsByRoute.get(route);
      return;
    }
    linkAll(serving);
    unitsOfRoute.put(route, List.of());
  }

  /** Units that a request names, by itself or by its device; all of them belong in one pool. */
  private List<Unit> namedUnits(RouteKey route) {
    String site = siteOf(route);
    TreeSet<Unit> units = new TreeSet<>();
    if (route.unitId() != null) {
      units.add(new Unit(site, route.unitId()));
    } else if (route.deviceId() != null) {
      List<NamedSpan> spans = spansByDevice.getOrDefault(route.deviceId(), List.of());
      spans.forEach(span -> span.units().forEach(unit -> units.add(new Unit(span.siteId(), unit))));
      if (units.isEmpty()) {
        units.add(new Unit(site, route.deviceId()));
      }
    }
    if (!units.isEmpty() && route.prefillUnitId() != null) {
      units.add(new Unit(units.first().siteId(), route.prefillUnitId()));
    }
    return List.copyOf(units);
  }

  private String siteOf(RouteKey route) {
    if (route.siteId() != null) {
      return route.siteId();
    }
    Set<String> ofModel =
        sitesOfModel.getOrDefault(canonicalModel.apply(route.modelId()), Set.of());
    if (route.unitId() != null) {
      Set<String> ofUnit = sitesOfUnit.getOrDefault(route.unitId(), Set.of());
      if (ofUnit.size() == 1) {
        return ofUnit.iterator().next();
      }
    }
    if (route.unitId() == null && route.deviceId() != null) {
      TreeSet<String> ofDevice = new TreeSet<>();
      spansByDevice
          .getOrDefault(route.deviceId(), List.of())
          .forEach(span -> ofDevice.add(span.siteId()));
      if (ofDevice.size() == 1) {
        return ofDevice.first();
      }
    }
    return ofModel.size() == 1 ? ofModel.iterator().next() : UNKNOWN;
  }

  private Topology number() {
    TreeSet<Unit> roots = new TreeSet<>();
    Map<Unit, Unit> poolByUnit = pools.byUnit();
    roots.addAll(poolByUnit.values());
    TreeSet<String> modelNames = new TreeSet<>();
    requestsByRoute
        .keySet()
        .forEach(route -> modelNames.add(canonicalModel.apply(route.modelId())));
    allSpans().forEach(span -> modelNames.addAll(span.models()));
    return new Numbering(
            List.copyOf(modelNames),
            List.copyOf(roots),
            List.copyOf(poolByUnit.keySet()),
            poolByUnit)
        .topology();
  }

  /** The last step: names become numbers in sorted order. */
  private final class Numbering {
    private final List<String> models;
    private final List<Unit> roots;
    private final Map<String, Integer> modelNumber = new HashMap<>();
    private final Map<Unit, Integer> poolNumber = new HashMap<>();
    private final Map<Unit, Integer> unitNumber = new HashMap<>();
    private final Map<Unit, Unit> poolByUnit;

    Numbering(List<String> models, List<Unit> roots, List<Unit> units, Map<Unit, Unit> poolByUnit) {
      this.models = models;
      this.roots = roots;
      this.poolByUnit = poolByUnit;
      models.forEach(model -> modelNumber.put(model, modelNumber.size()));
      roots.forEach(root -> poolNumber.put(root, poolNumber.size()));
      units.forEach(unit -> unitNumber.put(unit, unitNumber.size()));
    }

    Topology topology() {
      Map<Integer, TreeSet<String>> deviceModels = new HashMap<>();
      Map<String, List<Topology.DeviceSpan>> devices = new HashMap<>();
      spansByDevice.forEach(
          (device, spans) -> {
            List<Topology.DeviceSpan> numbered = spans.stream().map(this::numbered).toList();
            devices.put(device, numbered);
            DeviceLabels labels = labelsByDevice.get(device);
            if (!DeviceDay.ACCELERATOR.equals(labels.deviceKind())) {
              return;
            }
            String deviceModel = labels.deviceModel();
            numbered.forEach(
                span ->
                    deviceModels
                        .computeIfAbsent(span.pool(), key -> new TreeSet<>())
                        .add(deviceModel == null ? UNKNOWN : deviceModel));
          });
      List<Topology.Pool> numberedPools = new ArrayList<>();
      for (Unit root : roots) {
        Set<String> members = deviceModels.get(poolNumber.get(root));
        numberedPools.add(
            new Topology.Pool(
                root.siteId(), root.unitId(), members == null ? null : String.join("+", members)));
      }
      Map<RouteKey, Topology.Route> routes = new HashMap<>();
      unitsOfRoute.forEach((route, units) -> routes.put(route, numbered(route, units)));
      return new Topology(models, List.copyOf(numberedPools), routes, devices, unitAssigned);
    }

    private Topology.DeviceSpan numbered(NamedSpan span) {
      int[] units =
          span.units().stream()
              .mapToInt(unit -> unitNumber.get(new Unit(span.siteId(), unit)))
              .toArray();
      int pool = pool(new Unit(span.siteId(), span.units().iterator().next()));
      int[] owners = span.models().stream().mapToInt(modelNumber::get).toArray();
      return new Topology.DeviceSpan(
          span.fromUs(), span.toUs(), pool, units, owners, span.siteId(), span.nodeId());
    }

    private Topology.Route numbered(RouteKey route, List<Unit> units) {
      String model = canonicalModel.apply(route.modelId());
      if (units.isEmpty()) {
        Unit siteAndModel = new Unit(siteOf(route), model);
        Unit any =
            new Unit(siteAndModel.siteId(), unitsServing.get(siteAndModel).iterator().next());
        return new Topology.Route(
            modelNumber.get(model), new int[] {pool(any)}, new int[] {Residency.ANY_UNIT});
      }
      return new Topology.Route(
          modelNumber.get(model),
          units.stream().mapToInt(this::pool).toArray(),
          units.stream().mapToInt(unitNumber::get).toArray());
    }

    private int pool(Unit unit) {
      return poolNumber.get(poolByUnit.get(unit));
    }
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

  private static void know(Map<String, Set<String>> sites, String name, String site) {
    if (site != null) {
      sites.computeIfAbsent(name, key -> new TreeSet<>()).add(site);
    }
  }

  private static void addIfPresent(Set<String> names, String name) {
    if (name != null) {
      names.add(name);
    }
  }

  private static String smaller(String left, String right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return left.compareTo(right) <= 0 ? left : right;
  }
}
