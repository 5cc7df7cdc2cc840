package org.wattledger.attribution;

import java.io.IOException;
import java.io.Serializable;

/** Takes the booked requests of one task, batch by batch. Implemented where files are written. */
public interface RequestSink extends AutoCloseable {

  /** Takes all requests of a batch; nothing of it is kept, for it is reused. */
  void write(BookedRequests booked) throws IOException;

  /** Finishes the file of the task and says what it is. */
  WrittenFile finish() throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a sink inside a task. */
  interface Factory extends Serializable {
    RequestSink open(int partition, long attempt) throws IOException;
  }

  /** A finished file, by its name in the staging directory of the table. */
  record WrittenFile(String name, long rows) implements Serializable {}
}
