package org.wattledger.sources;

/** A source has no file for the day that is asked for. */
public final class InputMissing extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String pattern;

  InputMissing(String source, String pattern, String day) {
    super(
        ("Source \"%s\" has no file for %s: nothing matches %s. Check the path and its tokens"
                + " ({date} {yyyy} {MM} {dd} {HH}), or wait until the file has arrived.")
            .formatted(source, day, pattern));
    this.source = source;
    this.pattern = pattern;
  }

  public String source() {
    return source;
  }

  public String pattern() {
    return pattern;
  }
}
