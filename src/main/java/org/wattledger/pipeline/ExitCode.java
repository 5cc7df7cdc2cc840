package org.wattledger.pipeline;

/** What a command tells its scheduler. The numbers are part of the contract and never change. */
public enum ExitCode {
  OK(0),
  INTERNAL(1),
  USAGE(2),
  INPUT(3),
  QUALITY(4),
  WARNINGS(5),
  LOCKED(6),
  STORAGE(7),
  UNCLEAR(8),
  SECURITY(9),
  DIFFERENT(20),
  INTERRUPTED(130),
  TERMINATED(143);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** The worse of two outcomes: of several days, the one that a scheduler must see. */
  public ExitCode worse(ExitCode other) {
    return number >= other.number ? this : other;
  }
}
