package org.wattledger.sources;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.SplitCompressionInputStream;

/**
 * What a compressed file, or a part of one, expands to: up to the {@link ReadLimits} of its source.
 */
final class BoundedExpansion extends SplitCompressionInputStream {

  private final CompressionInputStream expanded;
  private final ReadLimits limits;
  private final LineBound line;
  private final Seekable compressed;
  private final long start;
  private long expandedBytes;

  private BoundedExpansion(
      CompressionInputStream expanded,
      InputStream compressed,
      Seekable position,
      long end,
      Configuration options)
      throws IOException {
    super(compressed, position.getPos(), end);
    this.expanded = expanded;
    this.limits = ReadLimits.of(options);
    this.line = new LineBound(limits.lineBytes());
    this.compressed = position;
    this.start = position.getPos();
  }

  /** Of a file that is read from its beginning; a stream without a position is not bounded. */
  static CompressionInputStream of(
      CompressionInputStream expanded, InputStream compressed, Configuration options)
      throws IOException {
    return compressed instanceof Seekable position
        ? new BoundedExpansion(expanded, compressed, position, Long.MAX_VALUE, options)
        : expanded;
  }

  /** Of a part of a file. */
  static SplitCompressionInputStream of(
      SplitCompressionInputStream expanded, InputStream compressed, Configuration options)
      throws IOException {
    return new BoundedExpansion(expanded, compressed, expanded, expanded.getAdjustedEnd(), options);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = expanded.read(buffer, offset, length);
    if (read > 0) {
      expandedBytes += read;
      line.read(buffer, offset, read);
      if (expandedBytes > limits.expandedBytes() && isBomb()) {
        throw new InputTooLarge(
            ("it expands to more than %d bytes, and more than %d times what was read of it"
                    + " (maxExpandedBytes, maxExpansionRatio in the options of the source)")
                .formatted(limits.expandedBytes(), limits.expansionRatio()));
      }
    }
    return read;
  }

  private boolean isBomb() throws IOException {
    return expandedBytes / limits.expansionRatio() > compressed.getPos() - start;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public long getPos() throws IOException {
    return compressed.getPos();
  }

  @Override
  public long getAdjustedStart() {
    return expanded instanceof SplitCompressionInputStream part
        ? part.getAdjustedStart()
        : super.getAdjustedStart();
  }

  @Override
  public long getAdjustedEnd() {
    return expanded instanceof SplitCompressionInputStream part
        ? part.getAdjustedEnd()
        : super.getAdjustedEnd();
  }

  @Override
  public void resetState() throws IOException {
    expanded.resetState();
  }

  @Override
  public void close() throws IOException {
    expanded.close();
  }
}
