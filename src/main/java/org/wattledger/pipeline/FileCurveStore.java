package org.wattledger.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.wattledger.attribution.CurveStore;
import org.wattledger.physics.PoolHour;

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
      public Place append(PoolHour.Curves curves) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 17);
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
          objects.writeObject(curves);
        }
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
      public PoolHour.Curves at(Place place) throws IOException {
        FSDataInputStream in = open.get(place.file());
        if (in == null) {
          in = files.open(new Path(directory, place.file()));
          open.put(place.file(), in);
        }
        byte[] bytes = new byte[place.length()];
        in.readFully(place.offset(), bytes);
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
          return (PoolHour.Curves) objects.readObject();
        } catch (ClassNotFoundException e) {
          throw new IOException(
              "Curve file " + place.file() + " is of another version; delete _staging", e);
        }
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
