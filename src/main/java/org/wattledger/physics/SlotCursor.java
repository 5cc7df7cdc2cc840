package org.wattledger.physics;

import org.wattledger.quantity.EnergyBasis;
import org.wattledger.quantity.TimeRange;

/**
 * Walks the slots of an {@link EnergyCurve} in order of time without searching (methodology section
 * 6). It stands on one slot, or a part of one, at a time; the accessors tell of it.
 */
public final class SlotCursor {

  private static final byte UTILIZATION = (byte) EnergyBasis.UTILIZATION.ordinal();

  private final EnergyCurve curve;
  private final long slotUs;

  private int piece;

  /** E where the last slot ended: there the next begins. */
  private long lastMj;

  private int lastPiece = -1;
  private long lastUs;

  private long slotStartUs;
  private long fromUs = Long.MIN_VALUE;
  private long toUs = Long.MIN_VALUE;
  private long energyMj;
  private long estimatedMj;
  private long coveredUs;
  private byte basis = EnergyCurve.GAP;

  SlotCursor(EnergyCurve curve, long slotUs) {
    if (slotUs <= 0) {
      throw new IllegalArgumentException(
          "A slot is " + slotUs + " us long; it must be more than 0");
    }
    this.curve = curve;
    this.slotUs = slotUs;
  }

  /** Moves to a whole slot. */
  public void moveTo(long newSlotStartUs) {
    moveTo(newSlotStartUs, newSlotStartUs, newSlotStartUs + slotUs);
  }

  /**
   * Moves to the part [newFromUs, newToUs) of a slot, for a device that changes hands inside it.
   *
   * @throws IllegalArgumentException if the part begins before the end of the former one
   */
  public void moveTo(long newSlotStartUs, long newFromUs, long newToUs) {
    if (newFromUs < toUs || newToUs < newFromUs) {
      throw new IllegalArgumentException(
          "The cursor stands at %d us and cannot move to %d .. %d; walk slots in order of time"
              .formatted(toUs, newFromUs, newToUs));
    }
    slotStartUs = newSlotStartUs;
    fromUs = newFromUs;
    toUs = newToUs;
    energyMj = 0;
    estimatedMj = 0;
    coveredUs = 0;
    basis = EnergyCurve.GAP;
    while (piece < curve.pieces() && curve.knotUs(piece + 1) <= fromUs) {
      piece++;
    }
    for (int i = piece; i < curve.pieces() && curve.knotUs(i) < toUs; i++) {
      if (curve.basis(i) != EnergyCurve.GAP) {
        take(i);
      }
    }
  }

  /** Energy in mJ. */
  public long energyMj() {
    return energyMj;
  }

  /** Of this, energy modelled from utilisation, in mJ. */
  public long estimatedMj() {
    return estimatedMj;
  }

  /** Microseconds that telemetry covers. */
  public long coveredUs() {
    return coveredUs;
  }

  /** 64 bits, see {@link EnergyCurve#coverageMask}. */
  public long coverageMask() {
    if (coveredUs == slotUs) {
      return -1L;
    }
    return coveredUs == 0 ? 0 : curve.coverageMask(slotStartUs, slotUs, fromUs, toUs);
  }

  /** Code of the weakest basis, an {@link EnergyBasis} ordinal; {@link EnergyCurve#GAP} if none. */
  public byte basis() {
    return basis;
  }

  private void take(int index) {
    long pieceFromUs = Math.max(fromUs, curve.knotUs(index));
    long pieceToUs = Math.min(toUs, curve.knotUs(index + 1));
    long fromMj =
        index == lastPiece && pieceFromUs == lastUs ? lastMj : curve.atMj(index, pieceFromUs);
    lastPiece = index;
    lastUs = pieceToUs;
    lastMj = curve.atMj(index, pieceToUs);
    long mj = lastMj - fromMj;
    energyMj += mj;
    coveredUs += TimeRange.overlapUs(pieceFromUs, pieceToUs, fromUs, toUs);
    basis = (byte) Math.max(basis, curve.basis(index));
    if (curve.basis(index) == UTILIZATION) {
      estimatedMj += mj;
    }
  }
}
