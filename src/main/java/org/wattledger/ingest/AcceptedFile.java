package org.wattledger.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.wattledger.columnfiles.ColumnFile;
import org.wattledger.columnfiles.DoubleColumn;
import org.wattledger.columnfiles.LongColumn;
import org.wattledger.columnfiles.NameColumn;
import org.wattledger.columnfiles.NameTable;
import org.wattledger.columnfiles.TextColumn;
import org.wattledger.config.SourceKind;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;
import org.wattledger.sources.LongCells;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.TextCells;
import org.wattledger.staging.StagedColumns;
import org.wattledger.staging.StagedRecords;

/** One file of accepted records, of requests those of one hour, written by one task. */
final class AcceptedFile implements Closeable {

  private final String name;
  private final TaskFiles.Layout layout;
  private final ColumnFile file;
  private final List<CellCopy> copies = new ArrayList<>();

  /** Null: these are no requests. */
  private final LongColumn idHash;

  private final LongColumn blockStart;
  private final LongColumn recordId;
  private final NameColumn source;
  private final NameColumn inputFile;
  private final Map<String, Integer> inputFiles = new HashMap<>();
  private final Gathered gathered;

  /** Room for the values of some rows, and the names so far; shared by the files of a task. */
  static final class Gathered {
    private final Map<Field, NameTable> names = new HashMap<>();
    private long[] longs = new long[0];
    private double[] doubles = new double[0];
    private int[] numbers = new int[0];

    private void reserve(int rows) {
      if (longs.length < rows) {
        longs = new long[rows];
        doubles = new double[rows];
        numbers = new int[rows];
      }
    }
  }

  /** Copies a column of some rows of a batch. */
  private interface CellCopy {
    void copy(RecordColumns batch, int[] rows, int count);

    /** Whether the column is still given as it was when the file began. */
    default boolean fits(RecordColumns batch) {
      return true;
    }
  }

  AcceptedFile(
      String name,
      TaskFiles.Layout layout,
      ColumnFile file,
      RecordColumns likeThis,
      Gathered gathered) {
    this.name = name;
    this.layout = layout;
    this.file = file;
    this.gathered = gathered;
    for (Field field : StagedRecords.canonical(layout.kind()).fields()) {
      Field cell = field.equals(CanonicalTables.USER_KEY) ? CanonicalTables.USER_ID : field;
      if (field.type().equals(DataTypes.DoubleType)) {
        copies.add(doubles(cell, file.doubles(field.name())));
      } else if (!field.type().equals(DataTypes.StringType)) {
        copies.add(longs(cell, file.longs(field.name(), LongCells.ABSENT)));
      } else if (likeThis.texts(cell).isNumbered()) {
        NameTable known = gathered.names.computeIfAbsent(cell, key -> new NameTable());
        copies.add(new NameCopy(cell, known, file.names(field.name(), known)));
      } else {
        copies.add(new TextCopy(cell, file.texts(field.name())));
      }
    }
    idHash =
        layout.kind() == SourceKind.REQUESTS
            ? file.longs(StagedColumns.ID_HASH.name(), LongCells.ABSENT)
            : null;
    source = file.names(StagedColumns.SOURCE.name());
    inputFile = file.names(StagedColumns.FILE.name());
    blockStart = file.longs(StagedColumns.BLOCK_START.name(), LongCells.ABSENT);
    recordId = file.longs(StagedColumns.RECORD_ID.name(), LongCells.ABSENT);
    source.define(utf8(likeThis.source()));
  }

  /** Whether the batch can be appended; else the file has to end here. */
  boolean fits(RecordColumns batch) {
    return copies.stream().allMatch(copy -> copy.fits(batch));
  }

  /**
   * Appends rows of a batch.
   *
   * @param idHashes by row of the batch
   */
  void append(RecordColumns batch, int[] rows, int count, long[] idHashes) throws IOException {
    gathered.reserve(count);
    for (CellCopy copy : copies) {
      copy.copy(batch, rows, count);
    }
    if (idHash != null) {
      append(idHashes, rows, count, idHash);
    }
    source.append(0, count);
    inputFile.append(
        inputFiles.computeIfAbsent(batch.file(), text -> inputFile.define(utf8(text))), count);
    Arrays.fill(gathered.longs, 0, count, batch.blockStart());
    blockStart.append(gathered.longs, count);
    for (int i = 0; i < count; i++) {
      gathered.longs[i] = batch.recordId(rows[i]);
    }
    recordId.append(gathered.longs, count);
    file.endBatch(count);
  }

  long bufferedBytes() {
    return file.bufferedBytes();
  }

  void release() throws IOException {
    file.endRowGroup();
  }

  /** Ends the file; returns its name. */
  String finish() throws IOException {
    file.finish(layout.accepted().footer());
    file.close();
    return name;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private CellCopy longs(Field cell, LongColumn into) {
    return (batch, rows, count) -> append(batch.longs(cell).values(), rows, count, into);
  }

  private CellCopy doubles(Field cell, DoubleColumn into) {
    return (batch, rows, count) -> {
      double[] values = batch.doubles(cell).values();
      for (int i = 0; i < count; i++) {
        gathered.doubles[i] = values[rows[i]];
      }
      into.append(gathered.doubles, count);
    };
  }

  private void append(long[] values, int[] rows, int count, LongColumn into) {
    for (int i = 0; i < count; i++) {
      gathered.longs[i] = values[rows[i]];
    }
    into.append(gathered.longs, count);
  }

  private static byte[] utf8(String text) {
    return UTF8String.fromString(text).getBytes();
  }

  private final class NameCopy implements CellCopy {
    private final Field cell;
    private final NameTable known;
    private final NameColumn into;

    NameCopy(Field cell, NameTable known, NameColumn into) {
      this.cell = cell;
      this.known = known;
      this.into = into;
    }

    @Override
    public void copy(RecordColumns batch, int[] rows, int count) {
      TextCells texts = batch.texts(cell);
      while (known.size() < texts.names()) {
        known.add(texts.name(known.size()).getBytes());
      }
      int[] numbers = texts.numbers();
      for (int i = 0; i < count; i++) {
        gathered.numbers[i] = numbers[rows[i]];
      }
      into.append(gathered.numbers, count);
    }

    @Override
    public boolean fits(RecordColumns batch) {
      return batch.texts(cell).isNumbered();
    }
  }

  private static final class TextCopy implements CellCopy {
    private final Field cell;
    private final TextColumn into;

    TextCopy(Field cell, TextColumn into) {
      this.cell = cell;
      this.into = into;
    }

    @Override
    public void copy(RecordColumns batch, int[] rows, int count) {
      TextCells texts = batch.texts(cell);
      for (int i = 0; i < count; i++) {
        UTF8String text = texts.text(rows[i]);
        if (text == null) {
          into.appendNull();
        } else if (text.getBaseObject() instanceof byte[] bytes) {
          int offset = (int) (text.getBaseOffset() - Platform.BYTE_ARRAY_OFFSET);
          into.append(bytes, offset, text.numBytes());
        } else {
          byte[] copied = text.getBytes();
          into.append(copied, 0, copied.length);
        }
      }
    }
  }
}
