package org.wattledger.fleet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Where faults stand in a request log: a function of the index, so nothing is counted while
 * writing. All lie in the middle of the day.
 */
final class RequestDirt implements Serializable {

  private static final long serialVersionUID = 1;

  private static final int DIRT = 8;
  private static final long REQUESTS_PER_FAULT = 10_000;

  private final List<RequestFault> faults;
  private final long ofEach;
  private final long requests;
  private final long first;
  private final long stride;
  private final Draw draw;

  /** A fault and the request beside which it stands. */
  record Place(RequestFault fault, long index, String requestId) {}

  private RequestDirt(List<RequestFault> faults, long requests, Draw draw) {
    this.faults = List.copyOf(faults);
    this.requests = requests;
    this.draw = draw;
    this.first = requests / 5;
    long middle = requests - 2 * first;
    long kinds = Math.max(1, faults.size());
    long wanted = faults.isEmpty() ? 0 : Math.max(1, requests / REQUESTS_PER_FAULT);
    this.ofEach = Math.min(wanted, middle / kinds);
    this.stride = ofEach == 0 ? 1 : middle / (ofEach * kinds);
  }

  static RequestDirt of(FleetPlan plan) {
    List<RequestFault> faults =
        plan.dirty() ? RequestFault.possibleIn(plan.format()) : List.<RequestFault>of();
    return new RequestDirt(faults, plan.requests(), plan.draw().at(DIRT));
  }

  List<RequestFault> faults() {
    return faults;
  }

  /** How many of each fault there are. */
  long ofEach() {
    return ofEach;
  }

  /** The fault beside the request of that index; null: none. */
  RequestFault beside(long index) {
    long slot = Math.floorDiv(index - first, stride);
    if (slot < 0 || slot >= ofEach * faults.size() || index != indexOf(slot)) {
      return null;
    }
    return faults.get((int) (slot % faults.size()));
  }

  /** The identity of the faulty row beside a request, if it needs one of its own. */
  String ownId(long index, SyntheticRequests log) {
    return log.requestId(requests + Math.floorDiv(index - first, stride));
  }

  List<Place> places(SyntheticRequests log) {
    List<Place> places = new ArrayList<>();
    for (long slot = 0; slot < ofEach * faults.size(); slot++) {
      long index = indexOf(slot);
      RequestFault fault = faults.get((int) (slot % faults.size()));
      places.add(new Place(fault, index, fault.row(log.row(index), ownId(index, log)).requestId()));
    }
    return places;
  }

  private long indexOf(long slot) {
    return first + slot * stride + (long) (draw.at(slot).uniform(0) * stride);
  }
}
