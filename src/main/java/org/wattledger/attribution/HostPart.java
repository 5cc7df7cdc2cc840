package org.wattledger.attribution;

import java.io.Serializable;
import org.wattledger.quantity.HostBasis;

/**
 * What the host of a metered node used for one of its devices in one interval.
 *
 * @param span the device's, or that of the host's own meter where the node has no accelerator
 * @param energyMj by slot of the interval
 * @param coverage by slot: cells for which the energy is known
 * @param basis by slot: ordinal of {@link HostBasis}, negative: nothing is known
 * @param isUnknown whether nothing is known of a slot that the device's own meter covers
 */
record HostPart(
    Topology.DeviceSpan span, long[] energyMj, long[] coverage, byte[] basis, boolean isUnknown)
    implements Serializable {}
