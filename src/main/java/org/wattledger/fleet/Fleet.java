package org.wattledger.fleet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The machines of a plan: replicas over sites, their devices, and the models they hold. */
record Fleet(List<ServingUnit> units) implements Serializable {

  private static final int DEVICES = 1;
  private static final int MOST_LANES = 256;
  private static final int CELLS_PER_LANE = 8;
  private static final int TWO_MODELS_EVERY = 5;
  private static final double MEAN_DURATION_S = 3;

  Fleet {
    units = List.copyOf(units);
  }

  static Fleet of(FleetPlan plan) {
    List<ModelProfile> models =
        ModelProfile.first(plan.models()).stream()
            .map(model -> model.dearerBy(smallBatchFactor(plan)))
            .toList();
    DeviceAllocation allocation = new DeviceAllocation(plan.draw().at(DEVICES));
    List<ServingUnit> units = new ArrayList<>();
    for (int u = 0; u < plan.units(); u++) {
      int round = u / models.size();
      Site site = Site.at((u + round) % plan.sites());
      List<ModelProfile> served = served(models, u);
      ModelProfile first = served.get(0);
      Hardware hardware = first.hardware().get(round % first.hardware().size());
      int devices = plan.devicesPerUnit() > 0 ? plan.devicesPerUnit() : first.tensorParallel();
      units.add(
          new ServingUnit(
              u,
              "%s-u%03d".formatted(site.siteId(), u),
              site,
              served,
              allocation.next(site, hardware, devices),
              lanes(plan, first)));
    }
    if (plan.hotUnitRatio() > 0) {
      units.set(0, hot(units, plan.hotUnitRatio()));
    }
    return new Fleet(units);
  }

  /** The first unit with so many lanes that its share of all is the ratio. */
  private static ServingUnit hot(List<ServingUnit> units, double ratio) {
    int others = units.stream().skip(1).mapToInt(ServingUnit::lanes).sum();
    return units.get(0).withLanes((int) Math.max(1, Math.round(others * ratio / (1 - ratio))));
  }

  /**
   * How much dearer a token is than on a full replica: 8 times for one request at a time, 1 from
   * ten at a time on (ML.ENERGY leaderboard v3: 6.5 to 12.8 times between batch 8 and the best).
   * One factor for prompt and output, so that the published weights between them hold.
   */
  static double smallBatchFactor(FleetPlan plan) {
    double atOnce = plan.requests() * MEAN_DURATION_S / 86_400 / plan.units();
    return Math.max(1, Math.min(8, 8 * StrictMath.pow(Math.max(1e-9, atOnce), -0.9)));
  }

  private static List<ModelProfile> served(List<ModelProfile> models, int unit) {
    ModelProfile first = models.get(unit % models.size());
    ModelProfile second = models.get((unit + 2) % models.size());
    boolean both =
        unit % TWO_MODELS_EVERY == TWO_MODELS_EVERY - 1
            && !second.equals(first)
            && second.tensorParallel() <= first.tensorParallel();
    return both ? List.of(first, second) : List.of(first);
  }

  /** Lanes carry the traffic, so a unit's lanes are also its share of it. */
  private static int lanes(FleetPlan plan, ModelProfile model) {
    double share = model.embedding() ? 1 : model.tensorParallel() >= 4 ? 0.5 : 0.8;
    long perUnit = plan.requests() / plan.units() / CELLS_PER_LANE;
    return (int) Math.max(1, share * Math.min(MOST_LANES, perUnit));
  }
}
