package org.wattledger.attribution;

import org.wattledger.physics.RequestWork;

/** Told what is booked while it is booked; what it is given is reused and not to be kept. */
interface BookingWatch {

  /**
   * What a request is charged in one pool and interval.
   *
   * @param presentUs microseconds that it was present there
   */
  record Piece(long presentUs, long activeMj, long idleMj, long hostMj) {}

  void begin(RequestBatch batch);

  /** A request in one interval of its pool; {@code at}: its row among the booked. */
  void booked(
      int at,
      int pool,
      int interval,
      RequestWork.Phases phases,
      PricedInterval priced,
      Piece piece);

  /** After the last interval of a request. */
  void settled(int at, int pool, int model, RequestWork.Phases phases);
}
