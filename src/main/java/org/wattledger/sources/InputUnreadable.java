package org.wattledger.sources;

/** An input file is there but cannot be read: cut, corrupt, or without a column that is mapped. */
public final class InputUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;

  public InputUnreadable(String source, String problem, Throwable cause) {
    super("Source \"%s\": %s".formatted(source, problem), cause);
    this.source = source;
  }

  public String source() {
    return source;
  }
}
