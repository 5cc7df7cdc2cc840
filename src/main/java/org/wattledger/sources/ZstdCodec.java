package org.wattledger.sources;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionInputStream;
import org.apache.hadoop.io.compress.CompressionOutputStream;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;

/**
 * Reads and writes {@code .zst} files for Hadoop's readers. Hadoop's own codec needs a native
 * library that most installations lack; this one stands on zstd-jni, which Spark brings. Not
 * splittable. Named in {@code io.compression.codecs}, so it must be public with a public
 * constructor.
 */
public final class ZstdCodec extends Configured implements CompressionCodec {

  @Override
  public CompressionInputStream createInputStream(InputStream in) throws IOException {
    return BoundedExpansion.of(new ZstdInput(in), in, getConf());
  }

  @Override
  public CompressionInputStream createInputStream(InputStream in, Decompressor none)
      throws IOException {
    return createInputStream(in);
  }

  @Override
  public Class<? extends Decompressor> getDecompressorType() {
    return null;
  }

  @Override
  public Decompressor createDecompressor() {
    return null;
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out) throws IOException {
    return new ZstdOutput(out);
  }

  @Override
  public CompressionOutputStream createOutputStream(OutputStream out, Compressor none)
      throws IOException {
    return new ZstdOutput(out);
  }

  @Override
  public Class<? extends Compressor> getCompressorType() {
    return null;
  }

  @Override
  public Compressor createCompressor() {
    return null;
  }

  @Override
  public String getDefaultExtension() {
    return ".zst";
  }

  private static final class ZstdInput extends CompressionInputStream {
    private final ZstdInputStream frames;

    ZstdInput(InputStream in) throws IOException {
      super(in);
      frames = new ZstdInputStream(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return frames.read(buffer, offset, length);
    }

    @Override
    public int read() throws IOException {
      return frames.read();
    }

    @Override
    public void resetState() {
      throw new UnsupportedOperationException("A zstd stream cannot be read again from its middle");
    }

    @Override
    public void close() throws IOException {
      try {
        frames.close();
      } finally {
        super.close();
      }
    }
  }

  private static final class ZstdOutput extends CompressionOutputStream {
    private final ZstdOutputStream frames;

    ZstdOutput(OutputStream out) throws IOException {
      super(out);
      frames = new ZstdOutputStream(out);
    }

    @Override
    public void write(int oneByte) throws IOException {
      frames.write(oneByte);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      frames.write(buffer, offset, length);
    }

    @Override
    public void flush() throws IOException {
      frames.flush();
    }

    @Override
    public void finish() throws IOException {
      frames.close();
    }

    @Override
    public void resetState() {
      throw new UnsupportedOperationException("A zstd stream cannot be restarted");
    }
  }
}
