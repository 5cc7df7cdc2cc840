package org.wattledger.physics;

/**
 * Size class of a request by its output tokens: queries of a kind are compared with each other, not
 * a yes with an essay.
 */
public enum TokenClass {
  NONE("0", 0),
  TINY("1-63", 63),
  SHORT("64-255", 255),
  MEDIUM("256-1023", 1_023),
  LONG("1024-4095", 4_095),
  HUGE("4096+", Long.MAX_VALUE),
  /** The log counted no tokens. */
  UNKNOWN("(unknown)", Long.MAX_VALUE);

  private static final TokenClass[] ASCENDING = values();

  private final String label;
  private final long most;

  TokenClass(String label, long most) {
    this.label = label;
    this.most = most;
  }

  public String label() {
    return label;
  }

  /** The class of a count; {@link RequestWork#NONE} is unknown. */
  public static TokenClass of(long outputTokens) {
    if (outputTokens == RequestWork.NONE) {
      return UNKNOWN;
    }
    for (TokenClass candidate : ASCENDING) {
      if (outputTokens <= candidate.most) {
        return candidate;
      }
    }
    return HUGE;
  }
}
