package org.wattledger.quantity;

/** How the energy of a host is known, from the strongest to the weakest. */
public enum HostBasis {
  /** A meter of the whole node, less its accelerators. */
  PLATFORM,
  /** Meters of the host's own parts, such as packages and memory. */
  HOST,
  /** No meter: the hardware table's watts over the covered time; shown as estimated. */
  RATED
}
