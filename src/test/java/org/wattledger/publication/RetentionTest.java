package org.wattledger.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wattledger.publication.StagedDay.DAY;
import static org.wattledger.publication.StagedDay.LINKED;
import static org.wattledger.publication.StagedDay.TABLES;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

  @TempDir private Path warehouse;

  @Test
  void aDayGoesWithItsTablesItsFilesAndItsRecord() throws IOException {
    StagedDay day = new StagedDay(warehouse);
    day.publish("r1");
    day.publish("r2");
    Path other = warehouse.resolve("model_daily/dt=2026-11-22/model_daily.parquet");
    DurableFiles.write(other, "the day after");
    Retention retention = retention();

    assertThat(retention.daysBefore(DAY)).isEmpty();
    assertThat(retention.daysBefore(DAY.plusDays(1))).containsExactly(DAY);
    retention.remove(DAY);
    assertThat(retention.removeCommitsBefore(DAY.plusDays(1))).isEqualTo(1);

    assertThat(day.files().keySet())
        .containsExactly("model_daily/dt=2026-11-22/model_daily.parquet");
    assertThat(warehouse.resolve("_data/request_footprint/2026-11-21")).doesNotExist();
    assertThat(PublishedDay.read(warehouse, DAY)).isEmpty();
    // The newest number stays, so that the next commit is the third.
    day.publish("r3");
    assertThat(PublishedDay.read(warehouse, DAY).orElseThrow().sequence()).isEqualTo(3);
  }

  @Test
  void whatAnInterruptedRemovalLeftIsFoundAgain() throws IOException {
    StagedDay day = new StagedDay(warehouse);
    day.publish("r1");
    Files.delete(warehouse.resolve("_runs/days/2026-11-21.json"));
    Files.delete(warehouse.resolve("request_footprint/dt=2026-11-21"));

    assertThat(retention().daysBefore(DAY.plusDays(1))).containsExactly(DAY);
    retention().remove(DAY);

    assertThat(day.files()).isEmpty();
    assertThat(retention().daysBefore(DAY.plusDays(1))).isEmpty();
  }

  private Retention retention() {
    return new Retention(new PosixStorage(warehouse), TABLES, List.of(LINKED));
  }
}
