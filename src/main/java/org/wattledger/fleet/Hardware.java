package org.wattledger.fleet;

/**
 * Accelerators as nvidia-smi prints them, with what they draw: {@code idleW} with a model resident
 * and no traffic, {@code maxW} the board's power limit. The same values as the reference table
 * {@code hardware}, so that the truth can be recovered.
 */
enum Hardware {
  A100("NVIDIA A100-SXM4-80GB", 80, 400),
  H100("NVIDIA H100 80GB HBM3", 121.7, 700),
  L40S("NVIDIA L40S", 102.1, 350);

  private final String deviceModel;
  private final double idleW;
  private final double maxW;

  Hardware(String deviceModel, double idleW, double maxW) {
    this.deviceModel = deviceModel;
    this.idleW = idleW;
    this.maxW = maxW;
  }

  String deviceModel() {
    return deviceModel;
  }

  double idleW() {
    return idleW;
  }

  double maxW() {
    return maxW;
  }
}
