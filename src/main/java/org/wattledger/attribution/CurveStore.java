package org.wattledger.attribution;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import org.wattledger.physics.HourPrices;

/**
 * Where the curves of a day lie between the two passes, as the prices of their slots: tasks write
 * them, tasks read the few they need. Neither the driver nor any task ever holds all of them.
 */
public interface CurveStore extends Serializable {

  /** {@code attempt}: number of the attempt of a task, the same for no other of the run. */
  Writer write(long attempt) throws IOException;

  Reader read() throws IOException;

  /** Where the curves of one pool and interval lie: the file of a task's attempt, bytes in it. */
  record Place(long attempt, long offset, int length) {

    void writeTo(DataOutput out) throws IOException {
      out.writeLong(attempt);
      out.writeLong(offset);
      out.writeInt(length);
    }

    static Place readFrom(DataInput in) throws IOException {
      return new Place(in.readLong(), in.readLong(), in.readInt());
    }
  }

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
