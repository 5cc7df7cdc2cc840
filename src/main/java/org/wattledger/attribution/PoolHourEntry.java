package org.wattledger.attribution;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.wattledger.quantity.HostBasis;

/**
 * The ledger of one pool and interval, and where its curves lie.
 *
 * @param curves null: nobody was present
 * @param measuredMj what the meters of its devices recorded
 * @param estimatedMj of this, energy modelled from utilisation
 * @param hostMj energy of the hosts
 * @param hostEstimatedMj of this, what rests on rated watts
 * @param weakestBasis ordinal of the energy basis; negative: no energy is known
 * @param hostBasis the weakest; null: no host energy is known
 * @param hasDevice whether an accelerator stood in the pool
 * @param isHostUnknown whether one of them has a host of which nothing is known
 * @param presenceUs sum of the microseconds that requests were present
 * @param embodied what making the devices emitted, of the busy device time
 * @param meterDown how far the energy of devices and hosts may lie lower, relative to it
 * @param meterUp how far it may lie higher
 * @param provisions what nobody used, by owner
 */
record PoolHourEntry(
    int key,
    CurveStore.Place curves,
    long measuredMj,
    long estimatedMj,
    long hostMj,
    long hostEstimatedMj,
    byte weakestBasis,
    HostBasis hostBasis,
    boolean hasDevice,
    boolean isHostUnknown,
    long presenceUs,
    Embodied embodied,
    double meterDown,
    double meterUp,
    List<Provision> provisions) {

  private static final byte NO_BASIS = -1;

  /**
   * Embodied emissions of the devices.
   *
   * @param isKnown false when the hardware table lacks them for a device of the pool
   * @param busyNg of the busy device time, ngCO2e
   * @param lowRatio lower bound by best value
   * @param highRatio upper bound by best value
   */
  record Embodied(boolean isKnown, long busyNg, double lowRatio, double highRatio) {

    private void writeTo(DataOutput out) throws IOException {
      out.writeBoolean(isKnown);
      out.writeLong(busyNg);
      out.writeDouble(lowRatio);
      out.writeDouble(highRatio);
    }

    private static Embodied readFrom(DataInput in) throws IOException {
      return new Embodied(in.readBoolean(), in.readLong(), in.readDouble(), in.readDouble());
    }
  }

  /**
   * Idle energy and embodied emissions of one owner.
   *
   * @param model number of the model; {@code PoolHour.NO_OWNER}: nobody is known to own it
   */
  record Provision(int model, long energyMj, long hostMj, long embodiedNg) {

    private void writeTo(DataOutput out) throws IOException {
      out.writeInt(model);
      out.writeLong(energyMj);
      out.writeLong(hostMj);
      out.writeLong(embodiedNg);
    }

    private static Provision readFrom(DataInput in) throws IOException {
      return new Provision(in.readInt(), in.readLong(), in.readLong(), in.readLong());
    }
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(key);
    out.writeBoolean(curves != null);
    if (curves != null) {
      curves.writeTo(out);
    }
    out.writeLong(measuredMj);
    out.writeLong(estimatedMj);
    out.writeLong(hostMj);
    out.writeLong(hostEstimatedMj);
    out.writeByte(weakestBasis);
    out.writeByte(hostBasis == null ? NO_BASIS : hostBasis.ordinal());
    out.writeBoolean(hasDevice);
    out.writeBoolean(isHostUnknown);
    out.writeLong(presenceUs);
    embodied.writeTo(out);
    out.writeDouble(meterDown);
    out.writeDouble(meterUp);
    out.writeInt(provisions.size());
    for (Provision provision : provisions) {
      provision.writeTo(out);
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  static PoolHourEntry readFrom(DataInput in) throws IOException {
    return new PoolHourEntry(
        in.readInt(),
        in.readBoolean() ? CurveStore.Place.readFrom(in) : null,
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readLong(),
        in.readByte(),
        hostBasis(in.readByte()),
        in.readBoolean(),
        in.readBoolean(),
        in.readLong(),
        Embodied.readFrom(in),
        in.readDouble(),
        in.readDouble(),
        provisions(in));
  }

  private static HostBasis hostBasis(byte ordinal) {
    return ordinal == NO_BASIS ? null : HostBasis.values()[ordinal];
  }

  private static List<Provision> provisions(DataInput in) throws IOException {
    Provision[] provisions = new Provision[in.readInt()];
    for (int i = 0; i < provisions.length; i++) {
      provisions[i] = Provision.readFrom(in);
    }
    return List.of(provisions);
  }

  double estimatedShare() {
    return measuredMj == 0 ? 0 : (double) estimatedMj / measuredMj;
  }

  double embodiedNgPerPresenceUs() {
    if (!embodied.isKnown()) {
      return Double.NaN;
    }
    return presenceUs == 0 ? 0 : (double) embodied.busyNg() / presenceUs;
  }
}
