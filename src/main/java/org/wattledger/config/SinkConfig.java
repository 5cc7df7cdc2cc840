package org.wattledger.config;

import java.util.Optional;

/**
 * Where published days go beside the warehouse.
 *
 * @param path directory or URI, on any file system that Hadoop knows, under which the tables lie;
 *     present unless the format is NONE
 */
public record SinkConfig(Format format, Optional<String> path) {

  /** What the tables are there. */
  public enum Format {
    NONE,
    /** Tables of Delta Lake. */
    DELTA,
    /** The files of the warehouse, on HDFS. */
    PARQUET
  }

  /** Whether days go anywhere else. */
  public boolean isUsed() {
    return format != Format.NONE;
  }

  /** Without credentials that an address may carry. */
  @Override
  public String toString() {
    return "SinkConfig[format=%s, path=%s]"
        .formatted(format, path.map(Redaction::withoutUserInfo).orElse(""));
  }
}
