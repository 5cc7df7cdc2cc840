package org.wattledger.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.publication.StagedDay.DAY;
import static org.wattledger.publication.StagedDay.LINKED;
import static org.wattledger.publication.StagedDay.TABLES;
import static org.wattledger.publication.StagedDay.record;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.pipeline.HadoopStorage;
import org.wattledger.testing.Fault;

/** The same publication on a file system of Hadoop's, which knows no links. */
class HadoopPublicationTest {

  @TempDir private Path folder;

  /**
   * Local files without their checksum files, which HDFS has not either, and without a process for
   * each permission and each look at a name.
   */
  static final class Local extends DelegateToFileSystem {

    Local(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(
          uri,
          new RawLocalFileSystem() {
            @Override
            public void setPermission(org.apache.hadoop.fs.Path path, FsPermission permission) {}

            @Override
            public FileStatus getFileLinkStatus(org.apache.hadoop.fs.Path path) throws IOException {
              return getFileStatus(path);
            }
          },
          hadoop,
          "file",
          false);
    }
  }

  /** Stands for the end of the process. */
  private static final class PowerCut extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aDayIsShownUnderItsFixedNamesAndTheNextRunReplacesIt() throws IOException {
    StagedDay day = new StagedDay(folder);
    publish(day, "r1", Publication.Steps.untold());
    publish(day, "r2", Publication.Steps.untold());

    assertThat(readable(day))
        .isEqualTo(
            Map.of(
                "model_daily/dt=2026-11-21/model_daily.parquet", "model_daily of r2",
                "team_daily/dt=2026-11-21/team_daily.parquet", "team_daily of r2",
                "request_footprint/dt=2026-11-21/part-0.parquet", "first of r2",
                "request_footprint/dt=2026-11-21/part-1.parquet", "second of r2"));
    assertThat(Files.isSymbolicLink(folder.resolve("request_footprint/dt=" + DAY))).isFalse();
    assertThat(PublishedDay.read(storage(day), DAY)).contains(record("r2").as(2));
    assertThat(folder.resolve("_data/request_footprint/2026-11-21/r1/part-0.parquet"))
        .content()
        .isEqualTo("first of r1");
    assertThat(new PublishedFiles(storage(day)).altered(record("r2").as(2))).isEmpty();
  }

  @Test
  @Fault({"F4", "F5"})
  void theNextCommandGoesOnWhereverAProcessEnded() throws IOException {
    List<String> steps = new ArrayList<>();
    StagedDay probe = new StagedDay(folder.resolve("probe"));
    publish(probe, "former", Publication.Steps.untold());
    publish(probe, "new", steps::add);
    assertThat(steps).hasSizeGreaterThan(10);

    for (int last = 0; last < steps.size(); last++) {
      String name = steps.get(last);
      StagedDay day = new StagedDay(folder.resolve("halted-" + last));
      publish(day, "former", Publication.Steps.untold());
      endBefore(day, name);

      assertThat(readable(day)).as(name).hasSize(4);
      new Publication(storage(day), Set.of(LINKED), Publication.Steps.untold()).rollForward();
      String whole = last <= steps.indexOf("commit") ? "former" : "new";
      assertThat(readable(day).values()).as(name).allMatch(text -> text.endsWith(" of " + whole));
      publish(day, "next", Publication.Steps.untold());
      assertThat(readable(day).values()).as(name).allMatch(text -> text.endsWith(" of next"));
    }
  }

  @Test
  void aRenameThatWasCutInTwoIsEnded() throws IOException {
    StagedDay day = new StagedDay(folder);
    publish(day, "former", Publication.Steps.untold());
    endBefore(day, "show " + LINKED);
    // The first of the two renames was made: nothing is shown now.
    storage(day).hide(Layout.day(LINKED, DAY));
    assertThat(readable(day)).hasSize(2);

    new Publication(storage(day), Set.of(LINKED), Publication.Steps.untold()).rollForward();

    assertThat(readable(day)).hasSize(4);
    assertThat(readable(day).values()).allMatch(text -> text.endsWith(" of new"));
  }

  @Test
  @Fault("F15")
  void aNumberThatIsTakenStaysTaken() throws IOException {
    HadoopStorage storage = storage(new StagedDay(folder));
    assertThat(storage.create("_commits/0000000001.json", "first")).isTrue();
    assertThat(storage.create("_commits/0000000001.json", "second")).isFalse();
    assertThat(storage.text("_commits/0000000001.json")).contains("first");
    assertThat(storage.entries("_commits")).containsExactly("0000000001.json");
  }

  private static void endBefore(StagedDay day, String step) throws IOException {
    try {
      publish(
          day,
          "new",
          name -> {
            if (name.equals(step)) {
              throw new PowerCut();
            }
          });
    } catch (PowerCut ended) {
      return;
    }
    throw new AssertionError("no step " + step);
  }

  private static void publish(StagedDay day, String runId, Publication.Steps steps)
      throws IOException {
    day.stage(runId);
    day.publication(storage(day), steps).publish(record(runId), TABLES, () -> {});
  }

  /** What readers find: they skip hidden files. */
  private static Map<String, String> readable(StagedDay day) throws IOException {
    Map<String, String> files = day.files();
    files.keySet().removeIf(path -> path.contains("/."));
    return files;
  }

  private static HadoopStorage storage(StagedDay day) {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.AbstractFileSystem.file.impl", Local.class.getName());
    try {
      return new HadoopStorage(new org.apache.hadoop.fs.Path(day.warehouse().toUri()), hadoop);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
