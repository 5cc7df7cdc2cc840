package org.wattledger.pipeline;

import org.wattledger.attribution.BookedRequests;
import org.wattledger.attribution.RequestSink;

/** For a day whose sums are wanted and whose requests are not. */
record NoRequestRows() implements RequestSink.Factory {

  private static final long serialVersionUID = 1L;

  @Override
  public RequestSink open(int partition, long attempt) {
    return new RequestSink() {
      private long rows;

      @Override
      public void write(BookedRequests booked) {
        rows += booked.size();
      }

      @Override
      public WrittenFile finish() {
        return new WrittenFile("", rows);
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }
}
