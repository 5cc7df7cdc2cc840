package org.wattledger.columnfiles;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;

/** Zstandard at its fastest ordinary level; higher ones gain little on amounts and ids. */
final class PageCompressor implements AutoCloseable {

  private static final int LEVEL = 1;

  private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
  private byte[] room = new byte[0];

  byte[] compress(PageBytes page) {
    int bound = Math.toIntExact(Zstd.compressBound(page.size()));
    if (room.length < bound) {
      room = new byte[bound];
    }
    int length = context.compressByteArray(room, 0, room.length, page.array(), 0, page.size());
    return Arrays.copyOf(room, length);
  }

  @Override
  public void close() {
    context.close();
  }
}
