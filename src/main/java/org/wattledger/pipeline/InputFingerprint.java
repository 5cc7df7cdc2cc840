package org.wattledger.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything that a day's numbers depend on, as one SHA-256: input files, configuration, reference
 * and method version. Two runs with the same fingerprint publish the same tables.
 */
public final class InputFingerprint {

  private static final Comparator<InputChecksum> BY_SOURCE_AND_PATH =
      Comparator.comparing(InputChecksum::source).thenComparing(InputChecksum::path);

  private InputFingerprint() {}

  /**
   * @param inputs in any order
   * @param configText the effective configuration without secrets
   */
  public static String of(
      List<InputChecksum> inputs,
      String configText,
      String referenceVersion,
      String methodVersion) {
    MessageDigest digest = sha256();
    inputs.stream()
        .sorted(BY_SOURCE_AND_PATH)
        .forEach(
            input -> {
              add(digest, input.source());
              add(digest, input.path());
              add(digest, Long.toString(input.bytes()));
              add(digest, input.crc32c());
            });
    add(digest, configText);
    add(digest, referenceVersion);
    add(digest, methodVersion);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The zero byte keeps "ab" + "c" apart from "a" + "bc". */
  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
