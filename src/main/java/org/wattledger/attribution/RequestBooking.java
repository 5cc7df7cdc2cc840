package org.wattledger.attribution;

import java.io.IOException;
import java.util.Arrays;
import org.wattledger.books.Consumed;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SlotGrid;
import org.wattledger.physics.TokenClass;

/** Books the requests of one task, one after the other. */
final class RequestBooking {

  /** Sums that have more keys are handed on: some 20 MB. */
  private static final int MOST_KEYS = 1 << 17;

  private final SlotGrid grid;
  private final RequestWork work;
  private final Topology topology;
  private final BookingFacts facts;
  private final RequestSink sink;
  private final PricedIntervals prices;
  private final RouteTable routes;
  private final RequestWork.Phases phases = new RequestWork.Phases();
  private final BookedRequests booked;

  /** Null in a run: nobody watches. */
  private final BookingWatch watch;

  /** By team, whatever the size of the requests; and by size, whatever the team. */
  private Consumption byTeam = new Consumption();

  private Consumption byClass = new Consumption();
  private final QueryHistograms histograms = new QueryHistograms();
  private RequestBatch.TaskNames names;
  private final Failures failures = new Failures();
  private int teamCell;
  private int classCell;

  /** Of the request that is being booked. */
  private boolean isWhole;

  private boolean isHostKnown;
  private double estimatedMj;

  RequestBooking(
      SlotGrid grid,
      RequestWork work,
      Topology topology,
      BookingFacts facts,
      CurveStore.Reader reader,
      RequestSink sink,
      BookingWatch watch) {
    this.grid = grid;
    this.work = work;
    this.topology = topology;
    this.facts = facts;
    this.sink = sink;
    this.prices = new PricedIntervals(facts, reader);
    this.routes = new RouteTable(topology);
    this.booked = new BookedRequests(topology, facts);
    this.watch = watch;
  }

  /** Which statuses of a task are failures, by number. */
  private static final class Failures {
    private boolean[] isFailure = new boolean[0];
    private int known;

    boolean contains(int status, Names statuses) {
      if (status == Names.NULL) {
        return BookingFacts.isFailure(null);
      }
      if (status >= known) {
        isFailure = Arrays.copyOf(isFailure, statuses.size());
        for (; known < isFailure.length; known++) {
          isFailure[known] = BookingFacts.isFailure(statuses.name(known));
        }
      }
      return isFailure[status];
    }
  }

  /** Books the rows of a batch that are kept. */
  void book(RequestBatch batch, RequestInput.Repeats repeats) throws IOException {
    names = batch.names();
    booked.begin(batch);
    if (watch != null) {
      watch.begin(batch);
    }
    for (int row = 0; row < batch.rows; row++) {
      if (repeats.isKept(batch, row)) {
        book(batch, row);
      }
    }
    histograms.add(booked);
    sink.write(booked);
  }

  /** Whether the sums have grown so large that they should be handed on. */
  boolean isFull() {
    return byTeam.size() + byClass.size() >= MOST_KEYS;
  }

  /** Hands on the sums so far; they begin anew. */
  BookingPass.TaskResult part() {
    return new BookingPass.TaskResult(null, sums(new QueryHistograms()));
  }

  /** Hands on the rest of the sums, and all histograms. */
  BookingPass.TaskResult finish() throws IOException {
    return new BookingPass.TaskResult(sink.finish(), sums(histograms));
  }

  private TaskSums sums(QueryHistograms counted) {
    TaskSums sums =
        names == null
            ? TaskSums.ofNothing()
            : TaskSums.of(
                names, facts, new Consumed(byTeam.sums(), byClass.sums(), counted.sums()));
    byTeam = new Consumption();
    byClass = new Consumption();
    return sums;
  }

  private void book(RequestBatch batch, int row) throws IOException {
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
    int at = describe(batch, row, route.model(), pool);
    TokenClass tokenClass = TokenClass.of(batch.output[row]);
    int operation = batch.operation[row];
    for (int interval = first; interval <= last; interval++) {
      teamCell =
          byTeam.cell(
              pool, interval, route.model(), batch.team[row], operation, TokenClass.UNKNOWN);
      classCell = byClass.cell(pool, interval, route.model(), Names.NULL, operation, tokenClass);
      price(at, pool, interval);
    }
    settle(at);
    count(at);
    if (watch != null) {
      watch.settled(at, pool, route.model(), phases);
    }
    boolean isCompared = isWhole && booked.isMetered(at);
    booked.query[at] =
        isCompared ? QueryHistograms.query(operation, tokenClass) : BookedRequests.NO_QUERY;
    if (isCompared) {
      add(Consumption.WHOLE_REQUESTS, 1);
      add(Consumption.WHOLE_OUTPUT, orZero(booked.outputTokens[at]));
    }
  }

  /** Fills the columns that are known without a price, and says where. */
  private int describe(RequestBatch batch, int row, int model, int pool) {
    int at = booked.size++;
    booked.row[at] = row;
    booked.model[at] = model;
    booked.pool[at] = pool;
    booked.team[at] = batch.team[row];
    booked.operation[at] = batch.operation[row];
    booked.status[at] = batch.status[row];
    booked.startedAtUs[at] = batch.startUs[row];
    booked.endedAtUs[at] = batch.endUs[row] == RequestWork.NONE ? phases.endUs : batch.endUs[row];
    booked.isEndEstimated[at] = phases.isEndEstimated;
    booked.isTokensEstimated[at] = phases.isTokensEstimated;
    boolean isCounted = phases.endUs <= grid.dayEndUs();
    boolean isFailed = failures.contains(batch.status[row], names.statuses);
    booked.requests[at] = isCounted ? 1 : 0;
    booked.failedRequests[at] = isCounted && isFailed ? 1 : 0;
    booked.promptTokens[at] = isCounted ? batch.prompt[row] : 0;
    booked.cachedPromptTokens[at] = isCounted ? batch.cached[row] : 0;
    booked.outputTokens[at] = isCounted ? batch.output[row] : 0;
    // Percentiles and means take requests that lie wholly inside the day.
    isWhole = isCounted && phases.startUs >= grid.dayStartUs();
    isHostKnown = true;
    estimatedMj = 0;
    return at;
  }

  private void add(int measure, long amount) {
    byTeam.add(teamCell, measure, amount);
    byClass.add(classCell, measure, amount);
  }

  private void price(int at, int pool, int interval) throws IOException {
    long startUs = grid.intervalStartUs(interval);
    long presentUs =
        Math.min(phases.endUs, startUs + grid.intervalUs()) - Math.max(phases.startUs, startUs);
    add(Consumption.PRESENCE_US, presentUs);
    PricedInterval priced = prices.at(pool, interval);
    if (priced == null) {
      return;
    }
    long activeMj = priced.curves.activeMj(phases);
    long idleMj = priced.curves.idleMj(phases);
    long hostMj = priced.curves.hostMj(phases);
    add(Consumption.PIECES, 1);
    add(Consumption.ACTIVE_MJ, activeMj);
    add(Consumption.IDLE_MJ, idleMj);
    add(Consumption.HOST_MJ, hostMj);
    if (isWhole) {
      add(Consumption.WHOLE_ACTIVE_MJ, activeMj);
      add(Consumption.WHOLE_IDLE_MJ, idleMj);
      add(Consumption.WHOLE_HOST_MJ, hostMj);
    }
    booked.basis[at] = Math.max(booked.basis[at], priced.basis);
    booked.hostBasis[at] = Math.max(booked.hostBasis[at], priced.hostBasis);
    isHostKnown &= priced.isHostKnown;
    booked.activeMj[at] += activeMj;
    booked.idleMj[at] += idleMj;
    booked.hostMj[at] += hostMj;
    estimatedMj += (activeMj + idleMj) * priced.estimatedShare;
    priced.price(booked, at, activeMj + idleMj + hostMj);
    booked.add(RequestAmount.EMBODIED_G, at, priced.embodiedG(presentUs));
    if (watch != null) {
      watch.booked(
          at,
          pool,
          interval,
          phases,
          priced,
          new BookingWatch.Piece(presentUs, activeMj, idleMj, hostMj));
    }
  }

  /** What can be said only after the last interval. */
  private void settle(int at) {
    long energyMj = booked.activeMj[at] + booked.idleMj[at];
    booked.measuredRatio[at] = energyMj > 0 ? (energyMj - estimatedMj) / energyMj : Double.NaN;
    if (booked.basis[at] < 0) {
      booked.setUnknown(at);
    } else if (!isHostKnown) {
      booked.hostMj[at] = RequestWork.NONE;
    }
  }

  private void count(int at) {
    if (booked.requests[at] == 0) {
      return;
    }
    add(Consumption.REQUESTS, 1);
    add(Consumption.FAILED, booked.failedRequests[at]);
    add(Consumption.PROMPT, orZero(booked.promptTokens[at]));
    add(Consumption.CACHED, orZero(booked.cachedPromptTokens[at]));
    add(Consumption.OUTPUT, orZero(booked.outputTokens[at]));
    add(Consumption.UNMETERED, booked.isMetered(at) ? 0 : 1);
  }

  private static long orZero(long tokens) {
    return tokens == RequestWork.NONE ? 0 : tokens;
  }
}
