package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/**
 * Hadoop's settings, parsed once in a process: each new {@link Configuration} that has its defaults
 * looks for them in every jar and parses them anew, which costs more than to write a small file.
 */
final class HadoopSettings {

  private static final Configuration OF_PROCESS = new Configuration();
  private static final Configuration NONE = new Configuration(false);

  private HadoopSettings() {}

  /** For files anywhere, with what the sites of the class path say; to be read only. */
  static Configuration ofProcess() {
    return OF_PROCESS;
  }

  /** For files on local disks, which need no setting; to be read only. */
  static Configuration none() {
    return NONE;
  }

  /** A local file, whose footer is read. */
  static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(file), HadoopReadOptions.builder(NONE).build());
  }
}
