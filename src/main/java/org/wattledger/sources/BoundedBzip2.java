package org.wattledger.sources;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.SplitCompressionInputStream;

/**
 * Hadoop's bzip2 within the limits of a source. Named in {@code io.compression.codecs}, so it must
 * be public with a public constructor.
 */
public final class BoundedBzip2 extends BZip2Codec {

  @Override
  public CompressionInputStream createInputStream(InputStream in) throws IOException {
    return BoundedExpansion.of(super.createInputStream(in), in, getConf());
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor decompressor)
      throws IOException {
    return BoundedExpansion.of(super.createInputStream(in, decompressor), in, getConf());
  }

  @Override
  public SplitCompressionInputStream createInputStream(
      InputStream seekableIn, Decompressor decompressor, long start, long end, READ_MODE mode)
      throws IOException {
    return BoundedExpansion.of(
        super.createInputStream(seekableIn, decompressor, start, end, mode), seekableIn, getConf());
  }
}
