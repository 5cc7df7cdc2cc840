package org.wattledger.attribution;

import java.io.IOException;
import java.io.Serializable;
import org.wattledger.physics.HourPrices;

/**
 * Where the curves of a day lie between the two passes, as the prices of their slots: tasks write
 * them, tasks read the few they need. Neither the driver nor any task ever holds all of them.
 */
public interface CurveStore extends Serializable {

  Writer write(int partition, long attempt) throws IOException;

  Reader read() throws IOException;

  /** Where one curve lies. */
  record Place(String file, long offset, int length) implements Serializable {}

  /** Writes the curves of one task, one after the other. */
  interface Writer extends AutoCloseable {
    Place append(HourPrices prices) throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Reads curves by their place; of one task. */
  interface Reader extends AutoCloseable {
    HourPrices at(Place place) throws IOException;

    @Override
    void close() throws IOException;
  }
}
