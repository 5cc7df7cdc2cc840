package org.wattledger.sources;

import org.wattledger.config.SourceConfig;

/** Watches the bytes of a text go by for a line that is too long to be held in memory. */
public final class LineBound {

  private final long mostBytes;
  private long bytesOfLine;
  private long bytesBefore;

  LineBound(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** For one file of a source. */
  public static LineBound of(SourceConfig source) {
    return new LineBound(ReadLimits.of(source).lineBytes());
  }

  /**
   * Looks at the next bytes. Lines that begin and end among them are not measured: the caller reads
   * far fewer bytes at a time than a line may have.
   *
   * @throws InputTooLarge naming the place of the line
   */
  public void read(byte[] bytes, int offset, int length) throws InputTooLarge {
    int end = offset + length;
    int first = offset;
    while (first < end && !isEnd(bytes[first])) {
      first++;
    }
    if (bytesOfLine + (first - offset) > mostBytes) {
      throw new InputTooLarge(
          "the line from byte %d on is longer than %d bytes (maxLineBytes in the options of the source)"
              .formatted(bytesBefore - bytesOfLine, mostBytes));
    }
    if (first == end) {
      bytesOfLine += length;
    } else {
      int last = end - 1;
      while (!isEnd(bytes[last])) {
        last--;
      }
      bytesOfLine = end - 1 - last;
    }
    bytesBefore += length;
  }

  private static boolean isEnd(byte one) {
    return one == '\n' || one == '\r';
  }
}
