package org.wattledger.attribution;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some samples of one device, on their way from the file that holds them to the task that works on
 * the device's day. Labels hardly ever change, so they are numbered.
 */
public final class SampleChunk implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int FIRST_SIZE = 16;

  private int count;
  private long[] atUs = new long[FIRST_SIZE];
  private long[] energyMj = new long[FIRST_SIZE];
  private double[] powerW = new double[FIRST_SIZE];
  private double[] utilization = new double[FIRST_SIZE];
  private long[] position = new long[FIRST_SIZE];
  private int[] labelOf = new int[FIRST_SIZE];
  private final ArrayList<SampleLabels> labels = new ArrayList<>();

  /**
   * Adds a sample.
   *
   * @param atUs microseconds since 1970
   * @param energyMj reading of the counter; {@link org.wattledger.physics.MeterSamples#NO_ENERGY}:
   *     none
   * @param powerW NaN: none
   * @param utilization NaN: none
   * @param position record number in the file
   */
  public void add(
      long atUs,
      long energyMj,
      double powerW,
      double utilization,
      long position,
      SampleLabels ofSample) {
    if (count == this.atUs.length) {
      resize(2 * count);
    }
    this.atUs[count] = atUs;
    this.energyMj[count] = energyMj;
    this.powerW[count] = powerW;
    this.utilization[count] = utilization;
    this.position[count] = position;
    labelOf[count] = number(ofSample);
    count++;
  }

  private int number(SampleLabels ofSample) {
    int last = labels.size() - 1;
    if (last < 0 || !labels.get(last).equals(ofSample)) {
      labels.add(ofSample);
      last++;
    }
    return last;
  }

  /** The same, without room for more. */
  public SampleChunk trimmed() {
    resize(count);
    return this;
  }

  private void resize(int size) {
    atUs = Arrays.copyOf(atUs, size);
    energyMj = Arrays.copyOf(energyMj, size);
    powerW = Arrays.copyOf(powerW, size);
    utilization = Arrays.copyOf(utilization, size);
    position = Arrays.copyOf(position, size);
    labelOf = Arrays.copyOf(labelOf, size);
  }

  int count() {
    return count;
  }

  long atUs(int sample) {
    return atUs[sample];
  }

  long energyMj(int sample) {
    return energyMj[sample];
  }

  double powerW(int sample) {
    return powerW[sample];
  }

  double utilization(int sample) {
    return utilization[sample];
  }

  long position(int sample) {
    return position[sample];
  }

  SampleLabels labels(int sample) {
    return labels.get(labelOf[sample]);
  }

  List<SampleLabels> labels() {
    return labels;
  }
}
