package org.wattledger.physics;

import java.util.ArrayList;
import java.util.List;
import org.wattledger.quantity.EnergyBasis;

/**
 * What one device consumed: one cumulative curve made of the best basis at every moment, and the
 * account of all that was not simply booked (methodology section 2).
 *
 * <p>Per moment exactly one basis counts: the counter where it covers, else power, else
 * utilisation. Permuting samples of equal time changes nothing but the indices in the account.
 */
public final class DeviceEnergy {

  private final EnergyCurve curve;
  private final List<MeterEvent> events;
  private final MeteredIntervals counter;
  private final MeteredIntervals power;

  private DeviceEnergy(
      EnergyCurve curve,
      List<MeterEvent> events,
      MeteredIntervals counter,
      MeteredIntervals power) {
    this.curve = curve;
    this.events = List.copyOf(events);
    this.counter = counter;
    this.power = power;
  }

  public static DeviceEnergy of(MeterSamples samples, MeterBounds bounds, MeterRules rules) {
    List<MeterEvent> events = new ArrayList<>();
    MergedReadings readings = new MergedReadings(samples, bounds, events);
    CompositeCurve composite = new CompositeCurve();
    MeteredIntervals counter = EnergyCounter.intervals(readings, bounds, rules, events);
    MeteredIntervals power = PowerIntegral.intervals(readings.times(), readings.powers(), rules);
    composite.add(EnergyBasis.COUNTER, counter);
    composite.add(EnergyBasis.POWER, power);
    composite.add(
        EnergyBasis.UTILIZATION,
        UtilizationPower.intervals(readings.times(), readings.utilizations(), bounds, rules));
    return new DeviceEnergy(composite.curve(), events, counter, power);
  }

  public EnergyCurve curve() {
    return curve;
  }

  /** Everything that happened, each with its time, so that it can be summed per hour. */
  public List<MeterEvent> events() {
    return events;
  }

  /** How far counter and power samples agree in [fromUs, toUs). */
  public MeterAgreement agreement(long fromUs, long toUs) {
    return MeterAgreement.of(counter, power, fromUs, toUs);
  }

  /** How often it happened in [fromUs, toUs). */
  public long count(MeterEvent.Kind kind, long fromUs, long toUs) {
    return events.stream()
        .filter(event -> event.kind() == kind && fromUs <= event.atUs() && event.atUs() < toUs)
        .count();
  }

  /** The energy concerned in [fromUs, toUs), in mJ: clipped, unplaced. */
  public long sumMj(MeterEvent.Kind kind, long fromUs, long toUs) {
    return events.stream()
        .filter(event -> event.kind() == kind && fromUs <= event.atUs() && event.atUs() < toUs)
        .mapToLong(MeterEvent::mj)
        .sum();
  }
}
