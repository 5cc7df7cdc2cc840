package org.wattledger.physics;

import java.nio.ByteBuffer;
import java.util.stream.Stream;

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

  /** As bytes from which {@link #readFrom} makes the same. */
  public ByteBuffer written() {
    SlotPrices[] all = {dynamicByWork, dynamicByTime, floorByTime, hostByTime};
    int mostBytes =
        Stream.of(all).mapToInt(prices -> 1 + (prices == null ? 0 : prices.mostBytes())).sum();
    ByteBuffer out = ByteBuffer.allocate(2 * Long.BYTES + mostBytes);
    out.putLong(startUs);
    out.putLong(slotUs);
    for (SlotPrices prices : all) {
      out.put((byte) (prices == null ? 0 : 1));
      if (prices != null) {
        prices.writeTo(out);
      }
    }
    return out.flip();
  }

  /** Reads what {@link #written} wrote. */
  public static HourPrices readFrom(ByteBuffer in) {
    return new HourPrices(in.getLong(), in.getLong(), next(in), next(in), next(in), next(in));
  }

  private static SlotPrices next(ByteBuffer in) {
    return in.get() == 0 ? null : SlotPrices.readFrom(in);
  }

  private AttributionCurve curve(SlotPrices prices) {
    return prices == null ? null : new AttributionCurve(startUs, slotUs, prices);
  }
}
