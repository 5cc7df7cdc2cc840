package org.wattledger.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.columnfiles.LocalParquet;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.DurableFiles;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.Publication;
import org.wattledger.publication.PublishedDay;
import org.wattledger.publication.RunLock;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;
import org.wattledger.session.SparkPath;

/**
 * Takes user keys out of published days. The requests stay, with what they used, so that every sum
 * stays what it was; nothing is left that says whose they were. A day that holds such rows is
 * published again under a run of its own; files without them, and all aggregates, are the same
 * files under a second name. Rows of former runs that no reader sees go altogether.
 */
public final class UserErasure {

  private static final Table TABLE = OutputTables.REQUEST_FOOTPRINT;
  private static final String USER_KEY = CanonicalTables.USER_KEY.name();

  /**
   * What went, or would go.
   *
   * @param days that held such rows, in order
   * @param rows that lost their user key
   */
  public record Report(List<LocalDate> days, long rows) {}

  private final SparkSession session;
  private final WattledgerConfig config;
  private final Path warehouse;
  private final PosixStorage storage;
  private final ErasedKeys keys;
  private final Instant now;
  private final String lockId;

  public UserErasure(SparkSession session, WattledgerConfig config, ErasedKeys keys, Instant now) {
    this.session = session;
    this.config = config;
    this.warehouse = Warehouse.directory(config.warehouse());
    this.storage = new PosixStorage(warehouse);
    this.keys = keys;
    this.now = now;
    this.lockId = "erase-" + now.toEpochMilli();
  }

  /**
   * Looks through every published day, and unless it is a dry run erases.
   *
   * @throws org.wattledger.publication.PublicationFailed LOCKED if a run is at work
   * @throws RunFailure STORAGE if a day cannot be rewritten: it stays as it was, and the next call
   *     goes on with it
   */
  public Report erase(boolean dryRun) {
    try {
      if (dryRun) {
        return eraseAll(null, Publication.Steps.untold());
      }
      Warehouse.secure(warehouse);
      try (RunLock lock = RunLock.acquire(warehouse, lockId)) {
        Publication.Steps guarded = lock.guarding(Publication.Steps.untold());
        Publication publication = new Publication(storage, NightlyPipeline.LINKED, guarded);
        publication.rollForward();
        return eraseAll(publication, guarded);
      }
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "User keys cannot be taken out of %s: %s".formatted(warehouse, e),
          "check space and permissions of the warehouse and repeat; days already done are skipped",
          e);
    }
  }

  /** Without a publication nothing is written. */
  private Report eraseAll(Publication publication, Publication.Steps steps) throws IOException {
    List<LocalDate> days = new ArrayList<>();
    long rows = 0;
    for (PublishedDay day : PublishedDay.all(storage)) {
      String view = Layout.day(TABLE.name(), day.day());
      if (!storage.exists(view)) {
        continue;
      }
      Map<String, Long> rowsByFile = rowsByFile(view);
      if (!rowsByFile.isEmpty()) {
        days.add(day.day());
        rows += rowsByFile.values().stream().mapToLong(Long::longValue).sum();
        if (publication != null) {
          republish(publication, day, view, rowsByFile);
          new SnapshotScript(storage).write();
        }
      }
      if (publication != null) {
        steps.before("delete former runs of " + day.day());
        deleteFormerRuns(day.day(), view);
        DaySink.of(session, config.sink(), warehouse).write(day.day());
      }
    }
    return new Report(days, rows);
  }

  private Map<String, Long> rowsByFile(String view) {
    Map<String, Long> rows = new TreeMap<>();
    matching(view)
        .groupBy(col("_metadata.file_name").as("file"))
        .count()
        .collectAsList()
        .forEach(file -> rows.put(file.getString(0), file.getLong(1)));
    return rows;
  }

  private Dataset<Row> matching(String directory) {
    return read(directory).where(keys.of(col(USER_KEY)));
  }

  private Dataset<Row> read(String path) {
    return session.read().schema(TABLE.schema()).parquet(SparkPath.of(warehouse.resolve(path)));
  }

  private void republish(
      Publication publication, PublishedDay day, String view, Map<String, Long> rowsByFile)
      throws IOException {
    String runId = lockId + "-" + day.day();
    Map<String, String> same = new LinkedHashMap<>();
    for (Table table : OutputTables.PUBLISHED) {
      String shown = Layout.day(table.name(), day.day());
      String staging = Layout.staging(runId, table.name());
      Files.createDirectories(warehouse.resolve(staging));
      for (String file : storage.entries(shown)) {
        String staged = staging + "/" + file;
        if (table.equals(TABLE) && rowsByFile.containsKey(file)) {
          rewrite(view + "/" + file, staged);
        } else {
          same.put(staged, shown + "/" + file);
        }
      }
    }
    storage.keep(same);
    Optional<RunManifest> former = RunManifest.read(warehouse, day.runId());
    if (former.isPresent()) {
      former.get().as(runId, now).write(warehouse);
    }
    publication.publish(
        new PublishedDay(
            day.day(), runId, day.fingerprint(), day.methodVersion(), day.referenceVersion(), now),
        OutputTables.PUBLISHED.stream().map(Table::name).toList(),
        () -> audit(view, Layout.staging(runId, TABLE.name())));
  }

  /** Readers that still have them open keep them until they close them. */
  private void deleteFormerRuns(LocalDate day, String view) throws IOException {
    Optional<String> shown = storage.shown(view);
    String data = Layout.data(TABLE.name(), day);
    for (String run : storage.entries(data)) {
      if (shown.isPresent() && !shown.get().equals(data + "/" + run)) {
        storage.delete(data + "/" + run);
      }
    }
  }

  private void rewrite(String file, String staged) throws IOException {
    Path written = warehouse.resolve(staged + "._rewritten");
    DurableFiles.deleteQuietly(written);
    Column userKey = col(USER_KEY);
    read(file)
        .withColumn(USER_KEY, when(keys.of(userKey), null).otherwise(userKey))
        .coalesce(1)
        .write()
        .parquet(SparkPath.of(written));
    for (Path part : DurableFiles.entries(written)) {
      if (part.getFileName().toString().endsWith(".parquet")) {
        DurableFiles.replace(part, warehouse.resolve(staged));
      }
    }
    DurableFiles.deleteQuietly(written);
  }

  /** The same files with as many rows, and no such key in any of them. */
  private void audit(String view, String staging) throws IOException {
    for (String file : storage.entries(view)) {
      long before = rows(view + "/" + file);
      long now = rows(staging + "/" + file);
      if (before != now) {
        throw new IOException("%s has %d rows instead of %d".formatted(file, now, before));
      }
    }
    if (!matching(staging).isEmpty()) {
      throw new IOException("Rows in %s still have the key".formatted(staging));
    }
  }

  private long rows(String file) throws IOException {
    try (ParquetFileReader reader = LocalParquet.open(warehouse.resolve(file))) {
      return reader.getRecordCount();
    }
  }
}
