package org.wattledger.physics;

/**
 * What the hardware table says a device can draw, in watts; NaN where it is unknown.
 *
 * @param idleW draw when idle
 * @param maxW rated maximum draw
 */
public record MeterBounds(double idleW, double maxW) {

  /**
   * No single meter of a device or a machine shows more, whatever its model: a rack of 72
   * accelerators draws 132 kW. It holds where the rated maximum is unknown and keeps every sum
   * inside a long.
   */
  public static final double CEILING_W = 200_000;

  public static final MeterBounds UNKNOWN = new MeterBounds(Double.NaN, Double.NaN);

  public MeterBounds {
    check("idle power", idleW);
    check("maximum power", maxW);
    if (idleW > maxW) {
      throw new IllegalArgumentException(
          "Idle power "
              + idleW
              + " W is above the maximum power "
              + maxW
              + " W; correct the row of the hardware table");
    }
  }

  public boolean knowsMax() {
    return !Double.isNaN(maxW);
  }

  public boolean knowsBoth() {
    return knowsMax() && !Double.isNaN(idleW);
  }

  private static void check(String name, double watts) {
    if (watts < 0 || watts > CEILING_W) {
      throw new IllegalArgumentException(
          "The "
              + name
              + " is "
              + watts
              + " W; it must lie within 0 and "
              + CEILING_W
              + " W; correct the row of the hardware table");
    }
  }
}
