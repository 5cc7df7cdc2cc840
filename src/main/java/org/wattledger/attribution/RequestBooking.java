package org.wattledger.attribution;

import java.io.IOException;
import org.wattledger.books.Consumed;
import org.wattledger.physics.PoolHour;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SlotGrid;
import org.wattledger.physics.TokenClass;
import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.HostBasis;

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
  private final RequestPricing pricing;
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
    this.pricing = new RequestPricing(facts.factors());
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
    int first = Math.max(grid.intervalOf(phases.startUs), 0);
    int last = Math.min(grid.intervalOf(phases.endUs - 1), grid.intervals() - 1);
    if (first > last) {
      return;
    }
    describe(batch, row, route, pool);
    TokenClass tokenClass = TokenClass.of(batch.output[row]);
    for (int interval = first; interval <= last; interval++) {
      teamCell =
          byTeam.cell(
              pool,
              interval,
              route.model(),
              batch.team[row],
              batch.operation[row],
              TokenClass.UNKNOWN);
      classCell =
          byClass.cell(pool, interval, route.model(), Names.NULL, batch.operation[row], tokenClass);
      price(pool, interval);
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
    TaskSums sums =
        names == null
            ? TaskSums.ofNothing()
            : TaskSums.of(
                names, facts, new Consumed(byTeam.sums(), byClass.sums(), histograms.sums()));
    return new BookingPass.TaskResult(file, sums);
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
    booked.isCounted = phases.endUs <= grid.dayEndUs();
    // Percentiles and means take requests that lie wholly inside the day.
    booked.isWhole = booked.isCounted && phases.startUs >= grid.dayStartUs();
    booked.isFailed = BookingFacts.isFailure(booked.status);
    booked.promptTokens = batch.prompt[row];
    booked.cachedPromptTokens = batch.cached[row];
    booked.outputTokens = batch.output[row];
    booked.activeMj = 0;
    booked.idleMj = 0;
    booked.hostMj = 0;
    booked.hostBasis = null;
    booked.isHostKnown = true;
    booked.estimatedMj = 0;
    booked.reset(0);
  }

  private void add(int measure, long amount) {
    byTeam.add(teamCell, measure, amount);
    byClass.add(classCell, measure, amount);
  }

  private void price(int pool, int interval) throws IOException {
    long startUs = grid.intervalStartUs(interval);
    long presentUs =
        Math.min(phases.endUs, startUs + grid.intervalUs()) - Math.max(phases.startUs, startUs);
    add(Consumption.PRESENCE_US, presentUs);
    int key = PoolPart.key(pool, interval);
    PoolHourEntry entry = facts.entries().get(key);
    if (entry == null || entry.weakestBasis() < 0) {
      return;
    }
    PoolHour.Curves shares = curves.at(key);
    long activeMj = shares.activeMj(phases);
    long idleMj = shares.idleMj(phases);
    long hostMj = shares.hostMj(phases);
    add(Consumption.PIECES, 1);
    add(Consumption.ACTIVE_MJ, activeMj);
    add(Consumption.IDLE_MJ, idleMj);
    add(Consumption.HOST_MJ, hostMj);
    if (booked.isWhole) {
      add(Consumption.WHOLE_ACTIVE_MJ, activeMj);
      add(Consumption.WHOLE_IDLE_MJ, idleMj);
      add(Consumption.WHOLE_HOST_MJ, hostMj);
    }
    EnergyBasis basis = EnergyBasis.values()[entry.weakestBasis()];
    booked.basis = booked.basis == null ? basis : booked.basis.weaker(basis);
    HostBasis host = entry.hostBasis();
    booked.isHostKnown &= host != null || !entry.meters().isHostUnknown();
    if (host != null && (booked.hostBasis == null || host.compareTo(booked.hostBasis) > 0)) {
      booked.hostBasis = host;
    }
    booked.activeMj += activeMj;
    booked.idleMj += idleMj;
    booked.hostMj += hostMj;
    booked.estimatedMj += (activeMj + idleMj) * entry.estimatedShare();
    pricing.add(
        booked,
        facts.siteOfPool()[pool],
        interval,
        activeMj + idleMj + hostMj,
        entry.meterDown(),
        entry.meterUp());
    booked.add(
        RequestAmount.EMBODIED_G, entry.embodiedNgPerPresenceUs() * presentUs / NANOGRAMS_PER_GRAM);
  }

  private void count() {
    if (booked.basis == null) {
      booked.basis = EnergyBasis.TOKENS;
      booked.isHostKnown = false;
      booked.reset(Double.NaN);
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
