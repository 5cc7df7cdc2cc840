package org.wattledger.sources;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The first 64 bits of a SHA-256, hexadecimal: enough to find a record, not to read it. {@link
 * SourceRows#digest} says the same as a column.
 */
public final class RecordDigest {

  private static final int BYTES = 8;

  private final MessageDigest sha256;

  public RecordDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }

  public void add(byte value) {
    sha256.update(value);
  }

  public void add(byte[] bytes, int length) {
    sha256.update(bytes, 0, length);
  }

  /** The digits of what was added, as UTF-8; begins anew. */
  public byte[] digits() {
    return HexFormat.of().formatHex(sha256.digest(), 0, BYTES).getBytes(StandardCharsets.US_ASCII);
  }
}
