package org.wattledger.attribution;

import java.io.Serializable;

/**
 * What the hardware table knows of a device model; NaN where it says nothing.
 *
 * @param deviceModel the table's own name
 * @param idleW loaded idle where known, else bare idle
 * @param maxW board power
 * @param hostW draw of the host per device, where the host has no meter; 0 where the device's own
 *     meter covers its host
 * @param includesHost whether the device's own meter covers its host
 */
public record DeviceFacts(
    String deviceModel,
    double idleW,
    double maxW,
    double hostW,
    boolean includesHost,
    Embodied embodied)
    implements Serializable {

  /**
   * Embodied emissions of device and host, spread over their lifetime: nanograms CO2e per
   * microsecond, best value and bounds.
   */
  public record Embodied(double ngPerUs, double lowNgPerUs, double highNgPerUs)
      implements Serializable {

    public static final Embodied UNKNOWN = new Embodied(Double.NaN, Double.NaN, Double.NaN);

    boolean isKnown() {
      return !Double.isNaN(ngPerUs);
    }
  }

  static DeviceFacts unknown(String deviceModel) {
    return new DeviceFacts(
        deviceModel, Double.NaN, Double.NaN, Double.NaN, false, Embodied.UNKNOWN);
  }
}
