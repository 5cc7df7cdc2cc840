package org.wattledger.attribution;

import java.io.Serializable;

/**
 * What the hardware table knows of a device model; NaN where it says nothing.
 *
 * @param deviceModel the table's own name
 * @param idleW loaded idle where known, else bare idle
 * @param maxW board power
 * @param embodiedNgPerUs embodied emissions spread over the lifetime, nanograms CO2e per
 *     microsecond
 */
public record DeviceFacts(String deviceModel, double idleW, double maxW, double embodiedNgPerUs)
    implements Serializable {

  static DeviceFacts unknown(String deviceModel) {
    return new DeviceFacts(deviceModel, Double.NaN, Double.NaN, Double.NaN);
  }
}
