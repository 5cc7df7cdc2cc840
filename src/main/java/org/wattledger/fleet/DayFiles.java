package org.wattledger.fleet;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * The gzipped text files of one task, one per day: {@code <folder>/<date>/part-<task>.<suffix>}. A
 * file has its name only when it is complete.
 */
final class DayFiles implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final String folder;
  private final String fileName;
  private final String header;
  private final Map<Long, Writer> writers = new TreeMap<>();

  DayFiles(String folder, int task, String suffix, String header) {
    this.folder = folder;
    this.fileName = "part-%05d.%s".formatted(task, suffix);
    this.header = header;
  }

  void write(long epochDay, String line) {
    try {
      Writer writer = writers.get(epochDay);
      if (writer == null) {
        writer = open(epochDay);
        writers.put(epochDay, writer);
      }
      writer.append(line).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + finished(epochDay) + "; is it full?", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (Map.Entry<Long, Writer> day : writers.entrySet()) {
      day.getValue().close();
      Files.move(
          unfinished(day.getKey()),
          finished(day.getKey()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Writer open(long epochDay) throws IOException {
    Files.createDirectories(finished(epochDay).getParent());
    Writer writer =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(unfinished(epochDay)), BUFFER_BYTES),
                StandardCharsets.UTF_8),
            BUFFER_BYTES);
    if (!header.isEmpty()) {
      writer.append(header).append('\n');
    }
    return writer;
  }

  private Path finished(long epochDay) {
    return Path.of(folder, LocalDate.ofEpochDay(epochDay).toString(), fileName);
  }

  private Path unfinished(long epochDay) {
    return finished(epochDay).resolveSibling('.' + fileName + ".tmp");
  }
}
