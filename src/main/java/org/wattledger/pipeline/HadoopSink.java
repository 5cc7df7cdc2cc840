package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.wattledger.config.SinkConfig;
import org.wattledger.publication.Layout;
import org.wattledger.publication.PosixStorage;
import org.wattledger.publication.Publication;
import org.wattledger.publication.PublicationFailed;
import org.wattledger.publication.PublishedDay;
import org.wattledger.publication.Storage;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/**
 * A second warehouse on HDFS: the files of a published day, copied, audited by their checksums, and
 * published there as they were here, with a commit of its own.
 */
final class HadoopSink implements DaySink {

  private final Configuration hadoop;
  private final SinkConfig config;
  private final Path warehouse;

  HadoopSink(Configuration hadoop, SinkConfig config, Path warehouse) {
    this.hadoop = hadoop;
    this.config = config;
    this.warehouse = warehouse;
  }

  @Override
  public boolean write(LocalDate day) {
    Optional<PublishedDay> published = PublishedDay.read(warehouse, day);
    if (published.isEmpty()) {
      return false;
    }
    try {
      HadoopStorage storage = new HadoopStorage(root(), hadoop);
      Publication publication =
          new Publication(storage, NightlyPipeline.LINKED, Publication.Steps.untold());
      publication.rollForward();
      Optional<PublishedDay> there = PublishedDay.read(storage, day);
      if (there.map(PublishedDay::runId).equals(published.map(PublishedDay::runId))) {
        return false;
      }
      publish(storage, publication, published.get());
      return true;
    } catch (IOException | PublicationFailed e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "%s is published in the warehouse, but not in the sink %s: %s"
              .formatted(day, config, e.getMessage()),
          "check the sink; the next run of the day writes what is left",
          e);
    }
  }

  /** Hadoop's own path: what it reads as an address is one. */
  private org.apache.hadoop.fs.Path root() {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(config.path().orElseThrow());
    org.apache.hadoop.fs.Path root =
        path.toUri().getScheme() == null
            ? new org.apache.hadoop.fs.Path(Path.of(path.toString()).toAbsolutePath().toUri())
            : path;
    String scheme = root.toUri().getScheme();
    if (!HadoopStorage.isFit(scheme)) {
      throw new RunFailure(
          ExitCode.USAGE,
          "wattledger.sink.path is on %s storage, which has no atomic renames".formatted(scheme),
          "use sink.format = delta there, or a path on HDFS");
    }
    return root;
  }

  private void publish(HadoopStorage storage, Publication publication, PublishedDay day)
      throws IOException {
    PosixStorage local = new PosixStorage(warehouse);
    for (Table table : OutputTables.PUBLISHED) {
      String shown = Layout.day(table.name(), day.day());
      for (String file : local.entries(shown)) {
        storage.upload(
            warehouse.resolve(shown).resolve(file),
            Layout.staging(day.runId(), table.name()) + "/" + file);
      }
    }
    publication.publish(
        day,
        OutputTables.PUBLISHED.stream().map(Table::name).toList(),
        () -> audit(local, storage, day));
  }

  private static void audit(Storage local, Storage storage, PublishedDay day) throws IOException {
    for (Table table : OutputTables.PUBLISHED) {
      String shown = Layout.day(table.name(), day.day());
      String staged = Layout.staging(day.runId(), table.name());
      List<String> files = local.entries(shown);
      if (!files.equals(storage.entries(staged))) {
        throw new IOException("%s holds other files than %s".formatted(staged, shown));
      }
      for (String file : files) {
        if (!local.content(shown + "/" + file).equals(storage.content(staged + "/" + file))) {
          throw new IOException("%s was not copied whole".formatted(shown + "/" + file));
        }
      }
    }
  }
}
