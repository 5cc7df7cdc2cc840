package org.wattledger.fleet;

import java.io.Serializable;

/** One accelerator with its own meter. */
record Device(int index, String deviceId, String nodeId, Hardware hardware)
    implements Serializable {

  /** A physical UUID as nvidia-smi prints it. */
  static String uuid(Draw draw) {
    String hex = "%016x%016x".formatted(draw.bits(0), draw.bits(1));
    return "GPU-%s-%s-%s-%s-%s"
        .formatted(
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(12, 16),
            hex.substring(16, 20),
            hex.substring(20));
  }
}
