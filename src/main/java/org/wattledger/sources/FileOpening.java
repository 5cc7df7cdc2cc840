package org.wattledger.sources;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * How tasks open the files of a source: the settings of all files, and what the source says beside.
 *
 * @param ofAll shared by all sources
 */
record FileOpening(Broadcast<SerializableConfiguration> ofAll, HashMap<String, String> ofSource)
    implements Serializable {

  static FileOpening of(Broadcast<SerializableConfiguration> ofAll, Map<String, String> ofSource) {
    return new FileOpening(ofAll, new HashMap<>(ofSource));
  }

  /** To be asked once in a task. */
  Configuration settings() {
    Configuration settings = new Configuration(ofAll.value().value());
    ofSource.forEach(settings::set);
    return settings;
  }
}
