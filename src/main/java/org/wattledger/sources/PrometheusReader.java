package org.wattledger.sources;

import java.io.IOException;

/** Samples of one file, in its order. */
interface PrometheusReader {

  /** The next sample or malformed piece; null at the end of the file. */
  PrometheusSample next() throws IOException;
}
