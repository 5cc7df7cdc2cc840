package org.wattledger.fleet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.wattledger.schema.CanonicalTables;

/** The replicas that a trace names, each with the devices that its models need. */
record TraceUnits(List<ServingUnit> units, Map<String, Integer> indexOf) implements Serializable {

  private static final int DEVICES = 1;

  /**
   * @param requests one row per request with unit_id, site_id and model_id
   */
  static TraceUnits of(Dataset<Row> requests, TracePlan plan) {
    Map<String, String> siteOf = new TreeMap<>();
    Map<String, TreeSet<String>> modelsOf = new HashMap<>();
    List<Row> named =
        requests
            .select(
                CanonicalTables.UNIT_ID.column(),
                CanonicalTables.SITE_ID.column(),
                CanonicalTables.MODEL_ID.column())
            .distinct()
            .orderBy("unit_id", "site_id", "model_id")
            .collectAsList();
    for (Row row : named) {
      siteOf.putIfAbsent(row.getString(0), row.getString(1));
      modelsOf.computeIfAbsent(row.getString(0), unit -> new TreeSet<>()).add(row.getString(2));
    }
    DeviceAllocation allocation = new DeviceAllocation(new Draw(Draw.mix(plan.seed())).at(DEVICES));
    List<ServingUnit> units = new ArrayList<>();
    Map<String, Integer> indexOf = new HashMap<>();
    for (Map.Entry<String, String> unit : siteOf.entrySet()) {
      List<ModelProfile> models =
          modelsOf.get(unit.getKey()).stream().map(ModelProfile::of).toList();
      Site site = Site.named(unit.getValue());
      indexOf.put(unit.getKey(), units.size());
      units.add(unit(units.size(), unit.getKey(), site, models, plan, allocation));
    }
    return new TraceUnits(List.copyOf(units), Map.copyOf(indexOf));
  }

  private static ServingUnit unit(
      int index,
      String unitId,
      Site site,
      List<ModelProfile> models,
      TracePlan plan,
      DeviceAllocation allocation) {
    int most = models.stream().mapToInt(ModelProfile::tensorParallel).max().orElse(1);
    int devices = plan.devicesPerUnit() > 0 ? plan.devicesPerUnit() : most;
    Hardware hardware = models.get(0).hardware().get(0);
    return new ServingUnit(
        index, unitId, site, models, allocation.next(site, hardware, devices), 1);
  }
}
