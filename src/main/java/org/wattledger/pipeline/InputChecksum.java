package org.wattledger.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.wattledger.config.SourceConfig;
import org.wattledger.sources.InputFile;
import org.wattledger.sources.InputTooLarge;
import org.wattledger.sources.InputUnreadable;
import org.wattledger.sources.LineBound;

/**
 * What a file held when a run read it.
 *
 * @param source name of the configured source
 * @param path as shown in counts and rejects, so that it does not depend on the machine
 * @param crc32c of the content, eight hexadecimal digits
 */
public record InputChecksum(String source, String path, long bytes, String crc32c) {

  private static final int BUFFER_BYTES = 1 << 20;

  /**
   * Reads the files once, several at a time, and returns their checksums in path order.
   *
   * @throws RunFailure INPUT if a file cannot be read
   * @throws InputUnreadable if a line of a file is too long to be held in memory
   */
  public static List<InputChecksum> ofAll(
      SourceConfig source, Collection<InputFile> files, Configuration hadoop) {
    return files.parallelStream()
        .map(file -> of(source, file, hadoop))
        .sorted(Comparator.comparing(InputChecksum::path))
        .toList();
  }

  private static InputChecksum of(SourceConfig source, InputFile file, Configuration hadoop) {
    Path path = new Path(file.path());
    try (InputStream content = path.getFileSystem(hadoop).open(path)) {
      CRC32C crc = new CRC32C();
      byte[] buffer = new byte[BUFFER_BYTES];
      LineBound line = LineBound.of(source);
      long bytes = 0;
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        crc.update(buffer, 0, read);
        line.read(buffer, 0, read);
        bytes += read;
      }
      return new InputChecksum(source.name(), file.name(), bytes, "%08x".formatted(crc.getValue()));
    } catch (InputTooLarge e) {
      throw new InputUnreadable(source.name(), file.name() + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.INPUT,
          "Input file %s of source %s cannot be read: %s".formatted(file.name(), source.name(), e),
          "check the file and its permissions",
          e);
    }
  }
}
