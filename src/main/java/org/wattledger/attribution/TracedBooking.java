package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wattledger.attribution.RequestTrace.Curve;
import org.wattledger.attribution.RequestTrace.Phase;
import org.wattledger.attribution.RequestTrace.Share;
import org.wattledger.physics.AttributionCurve;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.SlotGrid;

/** Keeps how requests are booked, few of them: as much as a row of the day would hold, and more. */
final class TracedBooking implements BookingWatch {

  private final SlotGrid grid;
  private final Topology topology;
  private final BookingFacts facts;
  private final BookedRequests ofPiece;
  private final List<RequestTrace.Piece> pieces = new ArrayList<>();
  private final List<RequestTrace> traces = new ArrayList<>();
  private RequestBatch batch;

  TracedBooking(SlotGrid grid, Topology topology, BookingFacts facts) {
    this.grid = grid;
    this.topology = topology;
    this.facts = facts;
    this.ofPiece = new BookedRequests(topology, facts);
  }

  List<RequestTrace> traces() {
    return traces;
  }

  @Override
  public void begin(RequestBatch next) {
    batch = next;
  }

  @Override
  public void booked(
      int at,
      int pool,
      int interval,
      RequestWork.Phases phases,
      PricedInterval priced,
      Piece piece) {
    ofPiece.begin(batch);
    priced.price(ofPiece, 0, piece.activeMj() + piece.idleMj() + piece.hostMj());
    ofPiece.add(RequestAmount.EMBODIED_G, 0, priced.embodiedG(piece.presentUs()));
    long startUs = grid.intervalStartUs(interval);
    pieces.add(
        new RequestTrace.Piece(
            interval,
            pool,
            facts.siteOfPool()[pool],
            Math.max(phases.startUs, startUs),
            Math.min(phases.endUs, startUs + grid.intervalUs()),
            piece.presentUs(),
            shares(priced, phases, startUs, startUs + grid.intervalUs()),
            piece.activeMj(),
            piece.idleMj(),
            piece.hostMj(),
            Arrays.stream(RequestAmount.values())
                .mapToDouble(amount -> ofPiece.amounts(amount)[0])
                .toArray()));
  }

  @Override
  public void settled(int at, int pool, int model, RequestWork.Phases phases) {
    List<Phase> laid = new ArrayList<>();
    for (int i = 0; i < phases.count; i++) {
      laid.add(new Phase(phases.fromUs[i], phases.toUs[i], phases.rate[i]));
    }
    Topology.Pool of = topology.pools().get(pool);
    traces.add(
        new RequestTrace(
            topology.models().get(model),
            of.siteId(),
            of.poolId(),
            of.deviceModel(),
            phases.startUs,
            phases.endUs,
            phases.isEndEstimated,
            phases.isTokensEstimated,
            laid,
            List.copyOf(pieces)));
    pieces.clear();
  }

  private static List<Share> shares(
      PricedInterval priced, RequestWork.Phases phases, long startUs, long endUs) {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < phases.count; i++) {
      long from = Math.max(phases.fromUs[i], startUs);
      long to = Math.min(phases.toUs[i], endUs);
      add(shares, Curve.DYNAMIC_BY_WORK, priced.curves.dynamicByWork(), from, to, phases.rate[i]);
    }
    long from = Math.max(phases.startUs, startUs);
    long to = Math.min(phases.endUs, endUs);
    add(shares, Curve.DYNAMIC_BY_TIME, priced.curves.dynamicByTime(), from, to, 1);
    add(shares, Curve.FLOOR_BY_TIME, priced.curves.floorByTime(), from, to, 1);
    add(shares, Curve.HOST_BY_TIME, priced.curves.hostByTime(), from, to, 1);
    return shares;
  }

  private static void add(
      List<Share> shares, Curve kind, AttributionCurve curve, long from, long to, long rate) {
    if (curve != null && from < to) {
      shares.add(
          new Share(kind, from, to, rate, curve.costMj(from, to, 1), curve.costMj(from, to, rate)));
    }
  }
}
