package org.wattledger.staging;

import java.nio.charset.StandardCharsets;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Whether a text may tell things apart. Where bytes are no UTF-8, readers put U+FFFD: ids that
 * differ in such bytes alone become one, and two requests or two meters would count as repeats.
 */
final class Identity {

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private static final UTF8String REPLACED = UTF8String.fromBytes(REPLACEMENT);

  private Identity() {}

  /** Whether the text is no UTF-8, or was none before it was read. */
  static boolean isUnsure(UTF8String text) {
    return !text.isFullAscii() && (!text.isValid() || text.contains(REPLACED));
  }
}
