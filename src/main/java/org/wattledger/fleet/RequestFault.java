package org.wattledger.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Faults planted in a request log. Each is a row more than the {@code requests} of the plan, so the
 * good rows and their truth stay as they are.
 */
enum RequestFault {
  /** A request once more, word for word. */
  DUPLICATE_SAME(false),
  /** A request once more, as it stood before its end: earlier end, fewer output tokens. */
  DUPLICATE_CONFLICTING(false),
  NEGATIVE_TOKENS(false),
  END_BEFORE_START(false),
  MISSING_ID(false),
  /** A word where a number of tokens belongs. */
  WRONG_TYPE(true),
  /** A line that breaks off. */
  MALFORMED_LINE(true);

  private static final long BEFORE_START_US = 5 * Window.SECOND_US;

  private final boolean textOnly;

  RequestFault(boolean textOnly) {
    this.textOnly = textOnly;
  }

  static List<RequestFault> possibleIn(String format) {
    return Arrays.stream(values())
        .filter(fault -> !(fault.textOnly && format.equals("parquet")))
        .toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The faulty row beside a good one.
   *
   * @param ownId the identity of a row that repeats no request
   */
  RequestRow row(RequestRow good, String ownId) {
    return switch (this) {
      case DUPLICATE_SAME -> good;
      case DUPLICATE_CONFLICTING -> unfinished(good);
      case NEGATIVE_TOKENS -> good.named(ownId).withPromptTokens(-17L);
      case END_BEFORE_START -> good.named(ownId).endingAt(good.startedAtUs() - BEFORE_START_US);
      case MISSING_ID -> good.named(null);
      case WRONG_TYPE, MALFORMED_LINE -> good.named(ownId);
    };
  }

  private static RequestRow unfinished(RequestRow good) {
    Long sinceUs = good.firstTokenAtUs() == null ? good.startedAtUs() : good.firstTokenAtUs();
    long middleUs = sinceUs + (good.endedAtUs() - sinceUs) / 2;
    return good.endingAt(middleUs).withOutputTokens(good.outputTokens() / 2);
  }
}
