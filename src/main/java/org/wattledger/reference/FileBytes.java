package org.wattledger.reference;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file read whole, so that what is parsed is exactly what was checksummed. */
record FileBytes(ReferenceFile file, int layer, byte[] bytes) {

  static FileBytes of(String table, String version, String origin, int layer, byte[] bytes) {
    return new FileBytes(new ReferenceFile(table, version, origin, sha256(bytes)), layer, bytes);
  }

  Place line(long line) {
    return new Place(file.origin(), line, layer);
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
