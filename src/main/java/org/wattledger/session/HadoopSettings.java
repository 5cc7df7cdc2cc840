package org.wattledger.session;

import org.apache.hadoop.conf.Configuration;

/**
 * Hadoop's settings, parsed once in a process: each new {@link Configuration} that has its defaults
 * looks for them in every jar and parses them anew, which costs more than to write a small file.
 */
public final class HadoopSettings {

  private static final Configuration OF_PROCESS = new Configuration();

  private HadoopSettings() {}

  /** For files anywhere, with what the sites of the class path say; to be read only. */
  public static Configuration ofProcess() {
    return OF_PROCESS;
  }
}
