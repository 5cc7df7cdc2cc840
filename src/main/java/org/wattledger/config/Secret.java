package org.wattledger.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that is used but never shown: it prints as asterisks and does not serialise. */
public final class Secret {

  static final String MASK = "***";
  private static final int SHORTEST = 16;

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if the text is too short to resist guessing; the message does
   *     not contain it
   */
  public static Secret of(String text) {
    if (text.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "is shorter than %d characters; make one with: openssl rand -hex 32".formatted(SHORTEST));
    }
    return new Secret(text);
  }

  /** The text itself, for the one place that computes with it. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  /** One value for all, so that a hash tells nothing about the text. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }

  private byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
