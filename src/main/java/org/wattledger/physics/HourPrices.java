package org.wattledger.physics;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What requests pay in one pool and interval, slot by slot (methodology: AttributionCurve): the
 * form in which it lies in a file, a few bytes for an interval in which little happens.
 *
 * @param dynamicByWork dynamic energy per work
 * @param dynamicByTime dynamic energy per time present, of slots without any work; null: none
 * @param floorByTime idle floor of the busy part per time present
 * @param hostByTime host energy of the busy part per time present; null: none known
 */
public record HourPrices(
    long startUs,
    long slotUs,
    SlotPrices dynamicByWork,
    SlotPrices dynamicByTime,
    SlotPrices floorByTime,
    SlotPrices hostByTime) {

  /** The same, so that a request costs a few subtractions. */
  public PoolHour.Curves curves() {
    return new PoolHour.Curves(
        curve(dynamicByWork), curve(dynamicByTime), curve(floorByTime), curve(hostByTime));
  }

  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(startUs);
    out.writeLong(slotUs);
    for (SlotPrices prices :
        new SlotPrices[] {dynamicByWork, dynamicByTime, floorByTime, hostByTime}) {
      out.writeBoolean(prices != null);
      if (prices != null) {
        prices.writeTo(out);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static HourPrices readFrom(DataInput in) throws IOException {
    return new HourPrices(in.readLong(), in.readLong(), next(in), next(in), next(in), next(in));
  }

  private static SlotPrices next(DataInput in) throws IOException {
    return in.readBoolean() ? SlotPrices.readFrom(in) : null;
  }

  private AttributionCurve curve(SlotPrices prices) {
    return prices == null ? null : new AttributionCurve(startUs, slotUs, prices);
  }
}
