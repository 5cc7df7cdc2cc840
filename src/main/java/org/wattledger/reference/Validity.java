package org.wattledger.reference;

import java.time.Instant;

/**
 * A half-open span of time [from, to). Open ends are {@link Instant#MIN} and {@link Instant#MAX}.
 */
record Validity(Instant from, Instant to) {

  static final Validity ALWAYS = new Validity(Instant.MIN, Instant.MAX);

  boolean contains(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }

  boolean isEmpty() {
    return !from.isBefore(to);
  }

  @Override
  public String toString() {
    return "[%s, %s)"
        .formatted(
            from.equals(Instant.MIN) ? "always" : from, to.equals(Instant.MAX) ? "open" : to);
  }
}
