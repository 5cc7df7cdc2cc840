package org.wattledger.pipeline;

import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.SinkConfig;

/**
 * Where a day goes beside the warehouse, after it was published there. If that fails, the next run
 * of the day, which finds it published, does it.
 */
interface DaySink {

  /**
   * Brings a sink to what a day shows, unless it is there already.
   *
   * @return true if something was written
   * @throws RunFailure STORAGE if that is not possible
   */
  boolean write(LocalDate day);

  /** The sink of a configuration; it may be none at all. */
  static DaySink of(SparkSession session, SinkConfig config, Path warehouse) {
    return switch (config.format()) {
      case NONE -> day -> false;
      case DELTA -> new TableFormatSink(session, config, warehouse);
      case PARQUET ->
          new HadoopSink(session.sparkContext().hadoopConfiguration(), config, warehouse);
    };
  }
}
