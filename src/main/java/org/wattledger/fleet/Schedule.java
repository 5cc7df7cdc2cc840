package org.wattledger.fleet;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Which lane of which unit serves the i-th request, and in which stretch of time. Every lane serves
 * one request after the other, each inside a cell of its own, so a unit never serves more at once
 * than it has lanes, and yet no request needs to know of another.
 *
 * <p>Requests of one index range lie close together in time: lanes change fastest.
 */
final class Schedule implements Serializable {

  private static final long serialVersionUID = 1;

  private static final int LANES = 2;
  private static final int PINNED_EVERY = 32;

  /** A stretch of time that holds exactly one request. */
  record Cell(int lane, ServingUnit unit, long number, long fromUs, long toUs, double q0, double q1)
      implements Serializable {}

  private final long requests;
  private final ServingUnit[] unitOfLane;
  private final Map<String, DayShape> shapes;
  private final List<Long> midnightsUs;
  private final Draw draw;

  Schedule(
      long requests, Fleet fleet, Map<String, DayShape> shapes, List<Long> midnightsUs, Draw draw) {
    this.requests = requests;
    this.unitOfLane =
        fleet.units().stream()
            .flatMap(unit -> Collections.nCopies(unit.lanes(), unit).stream())
            .toArray(ServingUnit[]::new);
    this.shapes = Map.copyOf(shapes);
    this.midnightsUs = List.copyOf(midnightsUs);
    this.draw = draw.at(LANES);
  }

  Cell cell(long index) {
    int lane = (int) (index % unitOfLane.length);
    long number = index / unitOfLane.length;
    long cells = requests / unitOfLane.length + (lane < requests % unitOfLane.length ? 1 : 0);
    ServingUnit unit = unitOfLane[lane];
    DayShape shape = shapes.get(unit.site().siteId());
    double q0 = edge(lane, number, cells);
    double q1 = edge(lane, number + 1, cells);
    return new Cell(lane, unit, number, shape.timeUs(q0), shape.timeUs(q1), q0, q1);
  }

  /** When a request of that length starts in its cell; {@code at} in [0, 1). */
  long startUs(Cell cell, long durationUs, double at) {
    long latestUs = cell.toUs() - durationUs;
    if (latestUs <= cell.fromUs()) {
      return cell.fromUs();
    }
    long wantedUs =
        shapes.get(cell.unit().site().siteId()).timeUs(cell.q0() + at * (cell.q1() - cell.q0()));
    if (cell.lane() % PINNED_EVERY == 0) {
      wantedUs = acrossMidnight(cell, wantedUs, (long) (durationUs * at));
    }
    return Math.max(cell.fromUs(), Math.min(latestUs, wantedUs));
  }

  /** Some lanes serve a request at every midnight, so that crossing it is never left to chance. */
  private long acrossMidnight(Cell cell, long wantedUs, long beforeUs) {
    for (long midnightUs : midnightsUs) {
      if (cell.fromUs() < midnightUs && midnightUs < cell.toUs()) {
        return midnightUs - beforeUs;
      }
    }
    return wantedUs;
  }

  /** Inner edges are shifted lane by lane, or all lanes would pause together. */
  private double edge(int lane, long number, long cells) {
    if (number == 0) {
      return 0;
    }
    return number == cells ? 1 : (number + 0.98 * (draw.uniform(lane) - 0.5)) / cells;
  }
}
