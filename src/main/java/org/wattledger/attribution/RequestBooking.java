package org.wattledger.attribution;

import java.io.IOException;
import java.util.List;
import org.wattledger.physics.FacilityEnergy;
import org.wattledger.physics.OperationalEmissions;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SiteHourFactors;
import org.wattledger.physics.SlotGrid;
import org.wattledger.physics.TokenClass;
import org.wattledger.quantity.Energy;
import org.wattledger.quantity.EnergyBasis;

/** Books the requests of one task, one after the other. */
final class RequestBooking {

  private static final double NANOGRAMS_PER_GRAM = 1e9;

  private final SlotGrid grid;
  private final RequestWork work;
  private final Topology topology;
  private final BookingFacts facts;
  private final RequestSink sink;
  private final CurveCache curves;
  private final RouteTable routes;
  private final RequestWork.Phases phases = new RequestWork.Phases();
  private final BookedRequest booked = new BookedRequest();

  /** By team, whatever the size of the requests; and by size, whatever the team. */
  private final Consumption byTeam = new Consumption();

  private final Consumption byClass = new Consumption();
  private final QueryHistograms histograms = new QueryHistograms();
  private RequestBatch.TaskNames names;
  private int teamCell;
  private int classCell;

  RequestBooking(
      SlotGrid grid,
      RequestWork work,
      Topology topology,
      BookingFacts facts,
      CurveStore.Reader reader,
      RequestSink sink) {
    this.grid = grid;
    this.work = work;
    this.topology = topology;
    this.facts = facts;
    this.sink = sink;
    this.curves = new CurveCache(facts.entries(), reader);
    this.routes = new RouteTable(topology);
  }

  void book(RequestBatch batch, int row) throws IOException {
    names = batch.names();
    Topology.Route route = routes.of(batch, row);
    int pool = route.pools()[route.choose(batch.idHash[row])];
    work.lay(
        route.model(),
        batch.startUs[row],
        batch.endUs[row],
        batch.firstTokenUs[row],
        batch.prompt[row],
        batch.cached[row],
        batch.output[row],
        phases);
    int firstHour = Math.max(grid.hourOf(phases.startUs), 0);
    int lastHour = Math.min(grid.hourOf(phases.endUs - 1), SlotGrid.HOURS - 1);
    if (firstHour > lastHour) {
      return;
    }
    describe(batch, row, route, pool);
    TokenClass tokenClass = TokenClass.of(batch.output[row]);
    for (int hour = firstHour; hour <= lastHour; hour++) {
      teamCell =
          byTeam.cell(
              pool, hour, route.model(), batch.team[row], batch.operation[row], TokenClass.UNKNOWN);
      classCell =
          byClass.cell(pool, hour, route.model(), Names.NULL, batch.operation[row], tokenClass);
      price(pool, hour);
    }
    count();
    if (booked.isWhole && booked.basis != EnergyBasis.TOKENS) {
      add(Consumption.WHOLE_REQUESTS, 1);
      add(Consumption.WHOLE_OUTPUT, orZero(booked.outputTokens));
      histograms.add(route.model(), batch.operation[row], tokenClass, booked);
    }
    sink.write(batch, row, booked);
  }

  BookingPass.TaskResult finish() throws IOException {
    RequestSink.WrittenFile file = sink.finish();
    if (names == null) {
      return new BookingPass.TaskResult(file, List.of(), List.of(), List.of());
    }
    return new BookingPass.TaskResult(
        file,
        byTeam.rows(topology, names.teams, names.operations, facts),
        byClass.rows(topology, names.teams, names.operations, facts),
        histograms.rows(topology, names.operations));
  }

  private void describe(RequestBatch batch, int row, Topology.Route route, int pool) {
    Topology.Pool place = topology.pools().get(pool);
    booked.modelId = topology.models().get(route.model());
    booked.teamId = facts.team(names.teams.name(batch.team[row]));
    booked.operation = BookingFacts.operation(names.operations.name(batch.operation[row]));
    booked.status = names.statuses.name(batch.status[row]);
    booked.siteId = place.siteId();
    booked.poolId = place.poolId();
    booked.deviceModel = place.deviceModel();
    booked.basis = null;
    booked.startUs = phases.startUs;
    booked.endUs = phases.endUs;
    booked.isEndEstimated = phases.isEndEstimated;
    booked.isTokensEstimated = phases.isTokensEstimated;
    booked.isCounted = grid.hourOf(phases.endUs - 1) < SlotGrid.HOURS;
    // Percentiles and means take requests that lie wholly inside the day.
    booked.isWhole = booked.isCounted && phases.startUs >= grid.dayStartUs();
    booked.isFailed = BookingFacts.isFailure(booked.status);
    booked.promptTokens = batch.prompt[row];
    booked.cachedPromptTokens = batch.cached[row];
    booked.outputTokens = batch.output[row];
    booked.activeMj = 0;
    booked.idleMj = 0;
    booked.itEnergyWh = 0;
    booked.facilityEnergyWh = 0;
    booked.locationGrams = 0;
    booked.embodiedGrams = 0;
    booked.floorGrams = 0;
    booked.ceilingGrams = 0;
    booked.estimatedMj = 0;
  }

  private void add(int measure, long amount) {
    byTeam.add(teamCell, measure, amount);
    byClass.add(classCell, measure, amount);
  }

  private void price(int pool, int hour) throws IOException {
    long hourStart = grid.hourStartUs(hour);
    long presentUs =
        Math.min(phases.endUs, hourStart + SlotGrid.HOUR_US) - Math.max(phases.startUs, hourStart);
    add(Consumption.PRESENCE_US, presentUs);
    int key = PoolPart.key(pool, hour);
    PoolHourEntry entry = facts.entries().get(key);
    if (entry == null || entry.weakestBasis() < 0) {
      return;
    }
    PoolHour.Curves hourCurves = curves.at(key);
    long activeMj = hourCurves.activeMj(phases);
    long idleMj = hourCurves.idleMj(phases);
    add(Consumption.PIECES, 1);
    add(Consumption.ACTIVE_MJ, activeMj);
    add(Consumption.IDLE_MJ, idleMj);
    if (booked.isWhole) {
      add(Consumption.WHOLE_ACTIVE_MJ, activeMj);
      add(Consumption.WHOLE_IDLE_MJ, idleMj);
    }
    EnergyBasis basis = EnergyBasis.values()[entry.weakestBasis()];
    booked.basis = booked.basis == null ? basis : booked.basis.weaker(basis);
    booked.activeMj += activeMj;
    booked.idleMj += idleMj;
    booked.estimatedMj += (activeMj + idleMj) * entry.estimatedShare();
    derive(facts.siteOfPool()[pool], hour, activeMj + idleMj);
    booked.embodiedGrams += entry.embodiedNgPerPresenceUs() * presentUs / NANOGRAMS_PER_GRAM;
  }

  private void derive(int site, int hour, long energyMj) {
    SiteHourFactors factors = facts.factors();
    double itWh = Energy.ofMillijoules(energyMj).wattHours();
    double facilityWh = FacilityEnergy.facilityEnergyWh(itWh, factors.pue()[site][hour]);
    booked.itEnergyWh += itWh;
    booked.facilityEnergyWh += facilityWh;
    booked.locationGrams +=
        OperationalEmissions.operationalEmissionsG(facilityWh, factors.gramsPerKwh()[site][hour]);
    booked.floorGrams +=
        OperationalEmissions.floorEmissionsG(facilityWh, factors.cleanestGramsPerKwh());
    booked.ceilingGrams +=
        OperationalEmissions.ceilingEmissionsG(facilityWh, factors.dirtiestGramsPerKwh());
  }

  private void count() {
    if (booked.basis == null) {
      booked.basis = EnergyBasis.TOKENS;
      booked.embodiedGrams = Double.NaN;
      booked.facilityEnergyWh = Double.NaN;
      booked.locationGrams = Double.NaN;
      booked.floorGrams = Double.NaN;
      booked.ceilingGrams = Double.NaN;
      booked.itEnergyWh = Double.NaN;
    }
    if (!booked.isCounted) {
      return;
    }
    add(Consumption.REQUESTS, 1);
    add(Consumption.FAILED, booked.isFailed ? 1 : 0);
    add(Consumption.PROMPT, orZero(booked.promptTokens));
    add(Consumption.CACHED, orZero(booked.cachedPromptTokens));
    add(Consumption.OUTPUT, orZero(booked.outputTokens));
    add(Consumption.UNMETERED, booked.basis == EnergyBasis.TOKENS ? 1 : 0);
  }

  private static long orZero(long tokens) {
    return tokens == RequestWork.NONE ? 0 : tokens;
  }
}
