package org.wattledger.reference;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What is known of a device model; what is not known is empty.
 *
 * @param deviceModel product name, the one that results show
 * @param aliases what meters, placements and clouds call it
 * @param idleW draw in watts with no model resident
 * @param loadedIdleW draw in watts with a model resident and no request
 * @param maxW board or module power limit in watts
 * @param hostWPerDevice host draw in watts per device, where the host has no meter
 * @param includesHost true if the device's own meter already covers its host
 * @param embodiedKgco2e emissions of making one device
 * @param hostEmbodiedKgco2e emissions of making the host without its devices, per device
 * @param lifetimeH hours of service over which they are spread
 */
public record Hardware(
    String deviceModel,
    List<String> aliases,
    Kind kind,
    OptionalDouble idleW,
    Estimate loadedIdleW,
    OptionalDouble maxW,
    Estimate hostWPerDevice,
    boolean includesHost,
    Estimate embodiedKgco2e,
    Estimate hostEmbodiedKgco2e,
    OptionalDouble lifetimeH,
    OptionalDouble memoryGb,
    String source) {

  /** What a device is to the balance. */
  public enum Kind {
    ACCELERATOR,
    HOST,
    PLATFORM
  }

  public Hardware {
    aliases = List.copyOf(aliases);
  }

  /** The idle floor in watts: loaded idle if published, else bare idle, else empty. */
  public OptionalDouble idleFloorW() {
    return loadedIdleW.best().isPresent() ? loadedIdleW.best() : idleW;
  }
}
