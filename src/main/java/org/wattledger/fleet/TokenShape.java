package org.wattledger.fleet;

import java.io.Serializable;

/**
 * Lognormal distribution of token counts, cut at the longest that the trace shows.
 *
 * <p>Sources: Azure chat and code traces and BurstGPT as summarised in arXiv 2504.17674. Sigma is
 * {@code sqrt(2 ln(mean / median))} where the source gives both.
 */
record TokenShape(double median, double sigma, int longest) implements Serializable {

  /** Azure chat: mean 1,632, median 928, 99th percentile 6,683. */
  static final TokenShape CHAT_PROMPT = new TokenShape(928, 1.063, 7_200);

  /** Azure chat: mean 106, median 41. */
  static final TokenShape CHAT_OUTPUT = new TokenShape(41, 1.378, 1_000);

  /** Azure code: mean 2,511, median 1,930. */
  static final TokenShape CODE_PROMPT = new TokenShape(1_930, 0.726, 7_500);

  /** Azure code: mean 23, median 8. */
  static final TokenShape CODE_OUTPUT = new TokenShape(8, 1.453, 500);

  /** BurstGPT: mean 257; no median published, sigma 1 assumed. */
  static final TokenShape SHORT_PROMPT = new TokenShape(156, 1.0, 3_000);

  /** BurstGPT: mean 35; no median published, sigma 1 assumed. */
  static final TokenShape SHORT_OUTPUT = new TokenShape(21, 1.0, 700);

  /** A passage to be embedded. */
  static final TokenShape PASSAGE = new TokenShape(180, 0.8, 2_048);

  int tokens(double normal) {
    long tokens = StrictMath.round(median * StrictMath.exp(sigma * normal));
    return (int) Math.max(1, Math.min(longest, tokens));
  }
}
