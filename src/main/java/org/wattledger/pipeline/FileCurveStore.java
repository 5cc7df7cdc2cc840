package org.wattledger.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.wattledger.attribution.CurveStore;
import org.wattledger.physics.HourPrices;

/**
 * Curves in files of the run's scratch directory, one file per task, next to the staged data: every
 * executor reaches what it needs, and memory does not grow with the fleet.
 */
record FileCurveStore(String directory) implements CurveStore {

  private static final long serialVersionUID = 1L;

  @Override
  public Writer write(int partition, long attempt) throws IOException {
    String name = "curves-%05d-%d".formatted(partition, attempt);
    Path path = new Path(directory, name);
    FSDataOutputStream out = path.getFileSystem(new Configuration()).create(path, true);
    return new Writer() {
      @Override
      public Place append(HourPrices prices) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
        prices.writeTo(new DataOutputStream(bytes));
        long offset = out.getPos();
        bytes.writeTo(out);
        return new Place(name, offset, bytes.size());
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Override
  public Reader read() throws IOException {
    FileSystem files = new Path(directory).getFileSystem(new Configuration());
    Map<String, FSDataInputStream> open = new HashMap<>();
    return new Reader() {
      @Override
      public HourPrices at(Place place) throws IOException {
        FSDataInputStream in = open.get(place.file());
        if (in == null) {
          in = files.open(new Path(directory, place.file()));
          open.put(place.file(), in);
        }
        byte[] bytes = new byte[place.length()];
        in.readFully(place.offset(), bytes);
        return HourPrices.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
      }

      @Override
      public void close() throws IOException {
        for (FSDataInputStream in : open.values()) {
          in.close();
        }
      }
    };
  }
}
