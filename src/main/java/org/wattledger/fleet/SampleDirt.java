package org.wattledger.fleet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where faults stand in the meters. Every kind has a part of the day to itself and at most one
 * place on a device, so no two ever meet.
 */
final class SampleDirt implements Serializable {

  private static final long serialVersionUID = 1;

  private static final int DIRT = 9;
  private static final int DEVICES_PER_FAULT = 16;
  private static final long GAP_US = 600 * Window.SECOND_US;

  private final List<SampleFault> faults;
  private final int devices;
  private final int samples;
  private final int gapSamples;
  private final Draw draw;

  /** A fault, the device and the number of the sample beside which it stands. */
  record Place(SampleFault fault, int device, int sample) {}

  private SampleDirt(
      List<SampleFault> faults, int devices, int samples, long intervalUs, Draw draw) {
    this.faults = List.copyOf(faults);
    this.devices = devices;
    this.samples = samples;
    this.draw = draw;
    int wanted = (int) ((GAP_US + intervalUs - 1) / intervalUs);
    this.gapSamples = Math.max(1, Math.min(wanted, band() / 2));
  }

  static SampleDirt of(MeterPlan plan, Window window, int devices) {
    int samples = Math.toIntExact((window.endUs() - window.startUs()) / plan.intervalUs());
    List<SampleFault> faults = plan.dirty() ? SampleFault.possibleIn(plan) : List.<SampleFault>of();
    return new SampleDirt(
        faults, devices, samples, plan.intervalUs(), new Draw(Draw.mix(plan.seed())).at(DIRT));
  }

  List<SampleFault> faults() {
    return faults;
  }

  /** How many of each fault there are. */
  int ofEach() {
    return faults.isEmpty() ? 0 : Math.max(1, devices / DEVICES_PER_FAULT);
  }

  /** Samples that a gap leaves out. */
  int gapSamples() {
    return gapSamples;
  }

  List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int kind = 0; kind < faults.size(); kind++) {
      Draw of = draw.at(kind);
      for (int i = 0; i < ofEach(); i++) {
        int device = (of.below(devices, 0) + i * (devices / ofEach())) % devices;
        int sample = (kind + 1) * band() + of.at(i).below(Math.max(1, band() / 2), 1);
        places.add(new Place(faults.get(kind), device, sample));
      }
    }
    return places;
  }

  /** The faults of one device by number of the sample. */
  Map<Integer, SampleFault> of(int device) {
    Map<Integer, SampleFault> ofDevice = new HashMap<>();
    for (Place place : places()) {
      if (place.device() == device) {
        ofDevice.put(place.sample(), place.fault());
      }
    }
    return ofDevice;
  }

  private int band() {
    return samples / (faults.size() + 2);
  }
}
