package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file that a run read.
 *
 * @param source name of the configured source
 * @param crc32c of the content, eight hexadecimal digits
 */
public record InputFile(String source, String path, long bytes, String crc32c) {

  private static final int BUFFER_BYTES = 1 << 20;

  /** Reads the files once, several at a time, and returns them in (source, path) order. */
  public static List<InputFile> readAll(String source, Collection<Path> files) {
    return files.parallelStream()
        .map(file -> read(source, file))
        .sorted(Comparator.comparing(InputFile::path))
        .toList();
  }

  private static InputFile read(String source, Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      CRC32C crc = new CRC32C();
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
      long bytes = 0;
      while (channel.read(buffer) >= 0) {
        buffer.flip();
        bytes += buffer.remaining();
        crc.update(buffer);
        buffer.clear();
      }
      return new InputFile(source, file.toString(), bytes, "%08x".formatted(crc.getValue()));
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.INPUT,
          "Input file %s of source %s cannot be read: %s".formatted(file, source, e),
          "check the file and its permissions",
          e);
    }
  }
}
