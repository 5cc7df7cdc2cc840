package org.wattledger.attribution;

import static org.wattledger.attribution.Topology.UNKNOWN;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wattledger.physics.Pools.Unit;
import org.wattledger.physics.Residency;
import org.wattledger.schema.AttributedTables;

/**
 * The last step on the way to a {@link Topology}: names become numbers in sorted order. Pools of
 * training jobs come after those that serve.
 */
final class TopologyNumbers {

  private record JobAtSite(String siteId, JobDevice.Job job) {}

  private final Map<String, List<NamedSpan>> spansByDevice;
  private final Map<RouteKey, NamedRoute> routes;
  private final Map<Unit, Unit> poolByUnit;
  private final List<String> models;
  private final Map<String, Integer> modelNumber = new HashMap<>();
  private final Map<Unit, Integer> unitNumber = new HashMap<>();
  private final Map<Unit, Integer> poolNumber = new TreeMap<>();
  private final Map<JobAtSite, Integer> trainingNumber =
      new TreeMap<>(Comparator.comparing(JobAtSite::siteId).thenComparing(at -> at.job().jobId()));

  /**
   * @param poolByUnit every serving unit with the smallest member of its pool, in order
   */
  TopologyNumbers(
      Map<String, List<NamedSpan>> spansByDevice,
      Map<Unit, Unit> poolByUnit,
      Map<RouteKey, NamedRoute> routes) {
    this.spansByDevice = spansByDevice;
    this.routes = routes;
    this.poolByUnit = poolByUnit;
    TreeSet<String> names = new TreeSet<>();
    routes.values().forEach(route -> names.add(route.model()));
    for (List<NamedSpan> spans : spansByDevice.values()) {
      for (NamedSpan span : spans) {
        if (span.isServing()) {
          names.addAll(span.models());
        } else {
          trainingNumber.put(new JobAtSite(span.siteId(), span.job()), 0);
        }
      }
    }
    models = List.copyOf(names);
    models.forEach(model -> modelNumber.put(model, modelNumber.size()));
    poolByUnit.keySet().forEach(unit -> unitNumber.put(unit, unitNumber.size()));
    new TreeSet<>(poolByUnit.values()).forEach(pool -> poolNumber.put(pool, poolNumber.size()));
    int next = poolNumber.size();
    for (Map.Entry<JobAtSite, Integer> training : trainingNumber.entrySet()) {
      training.setValue(next++);
    }
  }

  /**
   * @param devices whose spans were given
   * @param unitAssigned requests that were put on a unit by a hash of their id
   */
  Topology topology(Collection<DeviceLabels> devices, long unitAssigned) {
    Map<Integer, TreeSet<String>> products = new HashMap<>();
    Map<String, List<Topology.DeviceSpan>> numbered = new HashMap<>();
    for (DeviceLabels device : devices) {
      List<Topology.DeviceSpan> spans =
          spansByDevice.get(device.deviceId()).stream().map(this::numbered).toList();
      numbered.put(device.deviceId(), spans);
      if (DeviceDay.ACCELERATOR.equals(device.deviceKind())) {
        String product = device.deviceModel() == null ? UNKNOWN : device.deviceModel();
        spans.forEach(
            span -> products.computeIfAbsent(span.pool(), key -> new TreeSet<>()).add(product));
      }
    }
    Map<RouteKey, Topology.Route> byKey = new HashMap<>();
    routes.forEach((key, route) -> byKey.put(key, numbered(route)));
    return new Topology(models, pools(products), byKey, numbered, unitAssigned);
  }

  private List<Topology.Pool> pools(Map<Integer, TreeSet<String>> products) {
    List<Topology.Pool> pools = new ArrayList<>();
    poolNumber.forEach(
        (pool, number) ->
            pools.add(
                new Topology.Pool(
                    pool.siteId(), pool.unitId(), joined(products.get(number)), null)));
    trainingNumber.forEach(
        (at, number) ->
            pools.add(
                new Topology.Pool(
                    at.siteId(),
                    AttributedTables.TRAINING_POOL + at.job().jobId(),
                    joined(products.get(number)),
                    at.job())));
    return List.copyOf(pools);
  }

  private static String joined(Set<String> products) {
    return products == null ? null : String.join("+", products);
  }

  private Topology.DeviceSpan numbered(NamedSpan span) {
    if (!span.isServing()) {
      return new Topology.DeviceSpan(
          span.fromUs(),
          span.toUs(),
          trainingNumber.get(new JobAtSite(span.siteId(), span.job())),
          new int[0],
          new int[0],
          span.siteId(),
          span.nodeId());
    }
    List<Unit> units = span.units().stream().map(unit -> new Unit(span.siteId(), unit)).toList();
    return new Topology.DeviceSpan(
        span.fromUs(),
        span.toUs(),
        pool(units.get(0)),
        units.stream().mapToInt(unitNumber::get).toArray(),
        span.models().stream().mapToInt(modelNumber::get).toArray(),
        span.siteId(),
        span.nodeId());
  }

  private Topology.Route numbered(NamedRoute route) {
    return new Topology.Route(
        modelNumber.get(route.model()),
        route.units().stream().mapToInt(this::pool).toArray(),
        route.isAnyUnit()
            ? new int[] {Residency.ANY_UNIT}
            : route.units().stream().mapToInt(unitNumber::get).toArray(),
        route.prefillUnit() == null
            ? Topology.Route.NO_PREFILL_UNIT
            : unitNumber.get(route.prefillUnit()));
  }

  private int pool(Unit unit) {
    return poolNumber.get(poolByUnit.get(unit));
  }
}
