package org.wattledger.physics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * All factors of the sites of one day, interval by interval; NaN where one is unknown. Sites are
 * numbered in the order of {@code sites}.
 */
public final class SiteFactors implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<String> sites;
  private final int intervals;
  private final double[][] values;
  private final double cleanestGramsPerKwh;
  private final double dirtiestGramsPerKwh;

  /**
   * Factors that are all unknown until they are set.
   *
   * @param cleanestGramsPerKwh of all generation technologies
   * @param dirtiestGramsPerKwh of all generation technologies
   */
  public SiteFactors(
      List<String> sites, int intervals, double cleanestGramsPerKwh, double dirtiestGramsPerKwh) {
    this.sites = List.copyOf(sites);
    this.intervals = intervals;
    this.values = new double[SiteFactor.values().length][sites.size() * intervals];
    for (double[] ofFactor : values) {
      Arrays.fill(ofFactor, Double.NaN);
    }
    this.cleanestGramsPerKwh = cleanestGramsPerKwh;
    this.dirtiestGramsPerKwh = dirtiestGramsPerKwh;
  }

  public List<String> sites() {
    return sites;
  }

  public int intervals() {
    return intervals;
  }

  public double get(SiteFactor factor, int site, int interval) {
    return values[factor.ordinal()][site * intervals + interval];
  }

  public void set(SiteFactor factor, int site, int interval, double value) {
    values[factor.ordinal()][site * intervals + interval] = value;
  }

  public double cleanestGramsPerKwh() {
    return cleanestGramsPerKwh;
  }

  public double dirtiestGramsPerKwh() {
    return dirtiestGramsPerKwh;
  }
}
