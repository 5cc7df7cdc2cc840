package org.wattledger.physics;

import java.io.Serializable;

/**
 * Work of a request and where on the time line it lies (methodology: RequestWork).
 *
 * <p>{@code prefill = w_prefill (prompt - cached) + w_cached cached} over [start, first token),
 * {@code decode = (w_decode + w_context mean context) output} over [first token, end), the mean
 * context being {@code prompt + output / 2}. Each phase gets a quantised integer rate, so that sums
 * over requests are exact in any order.
 */
public final class RequestWork implements Serializable {

  private static final long serialVersionUID = 1L;

  /** An absent instant or token count. */
  public static final long NONE = Long.MIN_VALUE;

  /** Fixed-point units of a rate for one work unit per microsecond. */
  public static final double RATE_SCALE = 0x1p32;

  /** Beyond this a single phase would endanger the range of a slot's sum. */
  private static final double MAX_PHASE_WORK = 0x1p27;

  /** By what dynamic energy is shared. */
  public enum Rule {
    WORK,
    TIME,
    TOTAL_TOKENS,
    OUTPUT_TOKENS,
    REQUESTS
  }

  /**
   * Work units per token, of one model.
   *
   * @param context work units per output token and token of mean context
   */
  public record Weights(double prefill, double cached, double decode, double context)
      implements Serializable {}

  /**
   * What a model's complete requests of the day say about the incomplete ones; NaN where there are
   * none.
   */
  public record Rates(double promptTokensPerUs, double outputTokensPerUs, double meanDurationUs)
      implements Serializable {

    /** Nothing is known about the model. */
    public static final Rates UNKNOWN = new Rates(Double.NaN, Double.NaN, Double.NaN);
  }

  private final Rule rule;
  private final Weights[] weights;
  private final Rates[] rates;
  private final long dayUs = SlotGrid.HOURS * SlotGrid.HOUR_US;

  /** Weights and rates stand at the index of their model. */
  public RequestWork(Rule rule, Weights[] weights, Rates[] rates) {
    this.rule = rule;
    this.weights = weights.clone();
    this.rates = rates.clone();
  }

  /** A request laid on the time line; reused from row to row. */
  public static final class Phases {
    public long startUs;
    public long endUs;
    public boolean isEndEstimated;
    public boolean isTokensEstimated;
    public int count;
    public final long[] fromUs = new long[2];
    public final long[] toUs = new long[2];
    public final long[] rate = new long[2];

    private void add(long from, long to, double work) {
      if (!(work > 0)) {
        return;
      }
      double bounded = Math.min(work, MAX_PHASE_WORK);
      fromUs[count] = from;
      toUs[count] = to;
      rate[count] = Math.max(1, (long) Math.rint(bounded * RATE_SCALE / (to - from)));
      count++;
    }
  }

  /** Lays one request on the time line. Absent values are {@link #NONE}. */
  public void lay(
      int model,
      long startUs,
      long endUs,
      long firstTokenUs,
      long prompt,
      long cached,
      long output,
      Phases phases) {
    Rates modelRates = rates[model];
    phases.count = 0;
    phases.startUs = startUs;
    phases.isEndEstimated = endUs == NONE;
    phases.endUs =
        Math.max(
            startUs + 1, phases.isEndEstimated ? estimatedEnd(startUs, output, modelRates) : endUs);
    long durationUs = phases.endUs - startUs;
    double promptTokens = tokens(prompt, modelRates.promptTokensPerUs, durationUs);
    double outputTokens = tokens(output, modelRates.outputTokensPerUs, durationUs);
    phases.isTokensEstimated =
        (prompt == NONE && promptTokens > 0) || (output == NONE && outputTokens > 0);
    double cachedTokens = cached == NONE ? 0 : Math.min(cached, promptTokens);
    switch (rule) {
      case WORK ->
          layWork(weights[model], firstTokenUs, promptTokens, cachedTokens, outputTokens, phases);
      case TIME -> phases.add(startUs, phases.endUs, durationUs * 1e-6);
      case TOTAL_TOKENS -> phases.add(startUs, phases.endUs, promptTokens + outputTokens);
      case OUTPUT_TOKENS -> phases.add(startUs, phases.endUs, outputTokens);
      case REQUESTS -> phases.add(startUs, phases.endUs, 1);
    }
  }

  private void layWork(
      Weights weight,
      long firstTokenUs,
      double prompt,
      double cached,
      double output,
      Phases phases) {
    double prefill = weight.prefill * (prompt - cached) + weight.cached * cached;
    double decode = (weight.decode + weight.context * (prompt + output / 2)) * output;
    long start = phases.startUs;
    long end = phases.endUs;
    if (firstTokenUs == NONE) {
      phases.add(start, end, prefill + decode);
      return;
    }
    long first = Math.min(Math.max(firstTokenUs, start), end);
    // A phase of no length still did its work: it becomes the nearest microsecond.
    phases.add(start, Math.max(first, start + 1), prefill);
    phases.add(Math.min(first, end - 1), end, decode);
  }

  private long estimatedEnd(long startUs, long output, Rates modelRates) {
    double durationUs =
        output != NONE && modelRates.outputTokensPerUs > 0
            ? output / modelRates.outputTokensPerUs
            : modelRates.meanDurationUs;
    // NaN (nothing known about the model) leaves the shortest presence.
    long estimated = startUs + (long) Math.min(durationUs, (double) dayUs);
    // It never reaches past midnight of the day it began in, so that it is counted on one day only.
    long midnight = (Math.floorDiv(startUs, dayUs) + 1) * dayUs;
    return Math.min(estimated, midnight);
  }

  private static double tokens(long counted, double perUs, long durationUs) {
    if (counted != NONE) {
      return counted;
    }
    return perUs > 0 ? perUs * durationUs : 0;
  }
}
