package org.wattledger.columnfiles;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/** Parquet files on local disks. They need none of Hadoop's settings, which take long to parse. */
public final class LocalParquet {

  private static final Configuration NO_SETTINGS = new Configuration(false);

  private LocalParquet() {}

  /** To be read only. */
  public static Configuration settings() {
    return NO_SETTINGS;
  }

  /** Reads the footer of a file; its columns can be read then. */
  public static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(file), HadoopReadOptions.builder(NO_SETTINGS).build());
  }
}
