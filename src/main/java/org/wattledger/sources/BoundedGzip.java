package org.wattledger.sources;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.GzipCodec;

/**
 * Hadoop's gzip within the limits of a source. Named in {@code io.compression.codecs}, so it must
 * be public with a public constructor.
 */
public final class BoundedGzip extends GzipCodec {

  @Override
  public CompressionInputStream createInputStream(InputStream in) throws IOException {
    return BoundedExpansion.of(super.createInputStream(in), in, getConf());
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor decompressor)
      throws IOException {
    return BoundedExpansion.of(super.createInputStream(in, decompressor), in, getConf());
  }
}
