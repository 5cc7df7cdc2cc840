package org.wattledger.fleet;

/** Placeholder: writes a synthetic fleet. */
public final class FleetGenerator {

  private FleetGenerator() {}

  public static void generate(FleetOptions options) {}
}
