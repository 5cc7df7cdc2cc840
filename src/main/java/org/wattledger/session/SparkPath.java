package org.wattledger.session;

import java.nio.file.Path;

/**
 * Local paths as Spark and Hadoop take them. They take a name as it is: escaped as in a URI, {@code
 * my%20house} would be another folder than {@code my house}.
 */
public final class SparkPath {

  private SparkPath() {}

  /** With its scheme, so that it stays local where the default file system is another one. */
  public static String of(Path path) {
    return new org.apache.hadoop.fs.Path(path.toUri()).toString();
  }
}
