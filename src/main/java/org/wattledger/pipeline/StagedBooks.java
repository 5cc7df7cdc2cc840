package org.wattledger.pipeline;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.wattledger.columnfiles.ColumnReading;
import org.wattledger.columnfiles.LocalParquet;
import org.wattledger.quality.Book;
import org.wattledger.quality.BookSums;
import org.wattledger.quality.EnergyBooks;
import org.wattledger.quality.Part;
import org.wattledger.schema.OutputTables;

/**
 * The energy books of a day, from the files that are about to be published: by Parquet's own
 * reader, one task for each file, or for several that are small.
 */
final class StagedBooks {

  private static final long BYTES_OF_A_TASK = 4 << 20;

  private StagedBooks() {}

  static EnergyBooks of(JavaSparkContext spark, StagedTables tables) {
    List<BookFile> files = new ArrayList<>();
    for (Book book : Book.values()) {
      tables.files(book.table()).forEach(file -> files.add(new BookFile(book, file.toString())));
    }
    List<BookSums> read =
        spark
            .parallelize(files, tasks(files, spark.defaultParallelism()))
            .map(BookFile::sums)
            .collect();
    Map<Book, BookSums> sums = new EnumMap<>(Book.class);
    for (int i = 0; i < files.size(); i++) {
      sums.computeIfAbsent(files.get(i).book, book -> new BookSums()).addAll(read.get(i));
    }
    return new EnergyBooks(sums);
  }

  private static int tasks(List<BookFile> files, int parallelism) {
    long bytes = files.stream().mapToLong(file -> new File(file.file).length()).sum();
    return (int) Math.min(files.size(), Math.max(parallelism, bytes / BYTES_OF_A_TASK));
  }

  /** One file of a book. */
  private record BookFile(Book book, String file) implements Serializable {

    BookSums sums() {
      try (ColumnReading reading = new ColumnReading(LocalParquet.open(Path.of(file)))) {
        return sums(reading);
      } catch (IOException e) {
        throw new UncheckedIOException("Staged file %s cannot be read".formatted(file), e);
      }
    }

    private BookSums sums(ColumnReading reading) throws IOException {
      String[] sites = reading.texts(OutputTables.SITE_ID.name()).values();
      String kind = book.deviceKind().orElse(null);
      String[] kinds =
          kind == null ? null : reading.texts(OutputTables.DEVICE_KIND.name()).values();
      List<Part> parts = List.copyOf(book.columns().keySet());
      int[] places = parts.stream().mapToInt(Part::ordinal).toArray();
      long[][] columns =
          parts.stream()
              .map(part -> reading.longs(book.columns().get(part).name(), 0).values())
              .toArray(long[][]::new);
      BookSums sums = new BookSums();
      long[] mj = new long[Part.values().length];
      for (int rows = reading.next(); rows > 0; rows = reading.next()) {
        for (int row = 0; row < rows; row++) {
          if (kind == null || kind.equals(kinds[row])) {
            for (int i = 0; i < places.length; i++) {
              mj[places[i]] = columns[i][row];
            }
            mj[Part.RESIDUAL.ordinal()] = book.mustBalance() ? BookSums.residualMj(mj) : 0;
            sums.add(sites[row], mj);
          }
        }
      }
      return sums;
    }
  }
}
