package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a file into the answers of a Prometheus server that it holds, without reading them: one may
 * be as long as the file, or there is one in each line. An answer begins with a line that begins
 * with {@code {"status"} or {@code {"data"}; so one that was cut does not take the next along.
 */
final class JsonDocuments {

  private static final int BUFFER_BYTES = 1 << 16;

  /** Enough to see how a line begins. */
  private static final int LOOK_AHEAD_BYTES = 64;

  private static final byte[][] FIRST_KEYS = {
    "\"status\"".getBytes(UTF_8), "\"data\"".getBytes(UTF_8)
  };

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int limit;
  private boolean isEnded;

  JsonDocuments(InputStream in) {
    this.in = in;
  }

  /** The next answer, after what is left of the one before; null: the file has no more. */
  InputStream next() throws IOException {
    while (true) {
      if (filled(1) == 0) {
        return null;
      }
      if (!isBlank(buffer[at])) {
        return new Document();
      }
      at++;
    }
  }

  /** Bytes in the buffer, at least {@code wanted} unless the file ends. */
  private int filled(int wanted) throws IOException {
    if (limit - at < wanted && !isEnded) {
      System.arraycopy(buffer, at, buffer, 0, limit - at);
      limit -= at;
      at = 0;
      while (limit < buffer.length && !isEnded) {
        int read = in.read(buffer, limit, buffer.length - limit);
        isEnded = read < 0;
        limit += Math.max(read, 0);
      }
    }
    return limit - at;
  }

  private boolean beginsHere() {
    int key = at + 1;
    while (key < limit && isBlank(buffer[key])) {
      key++;
    }
    for (byte[] name : FIRST_KEYS) {
      int matched = 0;
      while (matched < name.length
          && key + matched < limit
          && buffer[key + matched] == name[matched]) {
        matched++;
      }
      if (matched == name.length) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(byte character) {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r';
  }

  private final class Document extends InputStream {
    private boolean isOver;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (isOver || filled(1) == 0) {
        return -1;
      }
      int end = Math.min(limit, at + length);
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      int copied = at - from;
      System.arraycopy(buffer, from, into, offset, copied);
      if (at == end) {
        return copied;
      }
      into[offset + copied] = '\n';
      at++;
      filled(LOOK_AHEAD_BYTES);
      isOver = at < limit && buffer[at] == '{' && beginsHere();
      return copied + 1;
    }

    /** Skips what is left of this answer. */
    @Override
    public void close() throws IOException {
      byte[] skipped = new byte[1 << 13];
      while (read(skipped, 0, skipped.length) >= 0) {
        continue;
      }
    }
  }
}
