package org.wattledger.sources;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;

/** Records of a source that are read together, in batches of columns. */
public interface SourceRecords {

  /** What is done with the batches of one task. */
  @FunctionalInterface
  interface Pass<T> extends Serializable {
    Iterator<T> over(Iterator<RecordColumns> batches) throws Exception;
  }

  /**
   * Runs a pass over all records, lazily.
   *
   * @param hiddenUser what becomes of a user id; the id itself is in no batch
   */
  <T> JavaRDD<T> map(TextRule hiddenUser, Pass<T> pass);
}
