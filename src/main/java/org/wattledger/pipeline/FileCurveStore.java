package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.wattledger.attribution.CurveStore;
import org.wattledger.physics.HourPrices;
import org.wattledger.session.HadoopSettings;

/**
 * Curves in files of the run's scratch directory, one file per task, next to the staged data: every
 * executor reaches what it needs, and memory does not grow with the fleet.
 */
record FileCurveStore(String directory) implements CurveStore {

  private static final long serialVersionUID = 1L;

  @Override
  public Writer write(long attempt) throws IOException {
    FSDataOutputStream out = files().create(path(attempt), true);
    return new Writer() {
      @Override
      public Place append(HourPrices prices) throws IOException {
        ByteBuffer written = prices.written();
        long offset = out.getPos();
        out.write(written.array(), 0, written.limit());
        return new Place(attempt, offset, written.limit());
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Override
  public Reader read() throws IOException {
    FileSystem files = files();
    Map<Long, FSDataInputStream> open = new HashMap<>();
    return new Reader() {
      @Override
      public HourPrices at(Place place) throws IOException {
        FSDataInputStream in = open.get(place.attempt());
        if (in == null) {
          in = files.open(path(place.attempt()));
          open.put(place.attempt(), in);
        }
        byte[] bytes = new byte[place.length()];
        in.readFully(place.offset(), bytes);
        return HourPrices.readFrom(ByteBuffer.wrap(bytes));
      }

      @Override
      public void close() throws IOException {
        for (FSDataInputStream in : open.values()) {
          in.close();
        }
      }
    };
  }

  private Path path(long attempt) {
    return new Path(directory, "curves-" + attempt);
  }

  /** A local file is read as it lies: with checksums every read would open two files anew. */
  private FileSystem files() throws IOException {
    FileSystem files = new Path(directory).getFileSystem(HadoopSettings.ofProcess());
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }
}
