package org.wattledger.sources;

import java.util.Arrays;

/** Tells by the first bytes of a file whether it holds JSON answers or text exposition. */
final class PrometheusBeginning {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private PrometheusBeginning() {}

  /** Length of a byte order mark. */
  static int bytesBefore(byte[] bytes) {
    int length = BYTE_ORDER_MARK.length;
    boolean isMarked =
        bytes.length >= length && Arrays.equals(bytes, 0, length, BYTE_ORDER_MARK, 0, length);
    return isMarked ? length : 0;
  }

  /**
   * Whether it is JSON: a brace, then the brace that closes it or a name in quotes with a colon. A
   * line of text may begin with a brace too: {@code {__name__="up"}}, {@code {"up"}}.
   */
  static boolean isJson(byte[] bytes) {
    int brace = skipBlanks(bytes, bytesBefore(bytes));
    if (brace == bytes.length || bytes[brace] != '{') {
      return brace < bytes.length && bytes[brace] == '[';
    }
    int quote = skipBlanks(bytes, brace + 1);
    if (quote == bytes.length || bytes[quote] != '"') {
      return quote == bytes.length || bytes[quote] == '}';
    }
    int end = quote + 1;
    while (end < bytes.length && bytes[end] != '"') {
      end++;
    }
    int colon = skipBlanks(bytes, Math.min(end + 1, bytes.length));
    return colon == bytes.length || bytes[colon] == ':';
  }

  private static int skipBlanks(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && Character.isWhitespace(bytes[at])) {
      at++;
    }
    return at;
  }
}
