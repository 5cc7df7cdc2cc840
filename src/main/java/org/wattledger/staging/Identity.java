package org.wattledger.staging;

import java.nio.charset.StandardCharsets;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Whether a text may tell things apart. Where bytes are no UTF-8, readers put U+FFFD: ids that
 * differ in such bytes alone become one, and two requests or two meters would count as repeats.
 */
final class Identity {

  private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

  private static final UTF8String REPLACED = UTF8String.fromBytes(REPLACEMENT);

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Identity() {}

  /** Whether the text is no UTF-8, or was none before it was read. */
  static boolean isUnsure(UTF8String text) {
    return !isAscii(text) && (!text.isValid() || text.contains(REPLACED));
  }

  /** Every id is asked, so eight bytes at a time. */
  private static boolean isAscii(UTF8String text) {
    Object base = text.getBaseObject();
    long at = text.getBaseOffset();
    long end = at + text.numBytes();
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      if ((Platform.getLong(base, at) & HIGH_BITS) != 0) {
        return false;
      }
    }
    while (at < end && Platform.getByte(base, at) >= 0) {
      at++;
    }
    return at == end;
  }
}
