package org.wattledger.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wattledger.publication.PublicationFailed.Outcome;
import org.wattledger.testing.Threat;

class WarehouseTreeTest {

  @TempDir Path directory;
  private Path warehouse;
  private Path elsewhere;
  private PosixStorage storage;

  @BeforeEach
  void aWarehouseAndSomethingPreciousElsewhere() throws IOException {
    warehouse = Files.createDirectory(directory.resolve("warehouse"));
    elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("precious"), "kept");
    storage = new PosixStorage(warehouse);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_lock",
        "_commits",
        "_data",
        "_data/request_footprint",
        "_metrics",
        "_runs",
        "_runs/days",
        "_staging",
        "model_daily",
        "rejected"
      })
  @Threat("S10")
  void aDirectoryOfTheWarehouseThatIsALinkIsRefusedByName(String name) throws IOException {
    Path link = warehouse.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, elsewhere);

    PublicationFailed refused = refused(this::secure);

    assertThat(refused).hasMessageContaining(link + " is a link to " + elsewhere);
  }

  @Test
  @Threat({"S9", "S10"})
  void aReportReplacesTheFormerOneAndIsWrittenThroughNoLink() throws IOException {
    WarehouseTree.report(warehouse, "a_b.html", "former");
    Path file = WarehouseTree.report(warehouse, "a_b.html", "now");

    assertThat(warehouse.resolve("_reports")).isDirectoryContaining(file::equals);
    assertThat(file).hasContent("now");
    assertThat(Files.list(file.getParent())).hasSize(1);
    assertThatThrownBy(() -> WarehouseTree.report(warehouse, "../a.html", "now"))
        .hasMessageContaining("'../a.html' is no safe file name");

    Files.delete(file);
    Files.delete(file.getParent());
    Files.createSymbolicLink(warehouse.resolve("_reports"), elsewhere);
    assertThat(refused(() -> WarehouseTree.report(warehouse, "a_b.html", "now")))
        .hasMessageContaining("_reports is a link to " + elsewhere);
    assertThat(elsewhere.resolve("a_b.html")).doesNotExist();
  }

  @Test
  @Threat("S10")
  void theWarehouseMayBeALinkAndSoMayWhatItsOwnerPutsBeside() throws IOException {
    Files.createSymbolicLink(warehouse.resolve("latest"), elsewhere);
    Path link = Files.createSymbolicLink(directory.resolve("link"), warehouse);

    WarehouseTree.secure(link, List.of("model_daily"));

    assertThat(warehouse.resolve("_staging")).isDirectory();
  }

  @Test
  @Threat("S10")
  void aRunDoesNotTakeALockThroughALink() throws IOException {
    Files.createSymbolicLink(warehouse.resolve("_lock"), elsewhere.resolve("precious"));

    refused(() -> RunLock.acquire(warehouse, "run"));

    assertThat(elsewhere.resolve("precious")).hasContent("kept");
  }

  @Test
  @Threat("S10")
  void aLinkThatAppearsLaterIsFoundByEachOperationThatWrites() throws IOException {
    Files.writeString(warehouse.resolve("staged"), "new");
    Files.createDirectory(warehouse.resolve("tree"));
    Files.createSymbolicLink(warehouse.resolve("t"), elsewhere);

    refused(() -> storage.write("t/precious", "x"));
    refused(() -> storage.create("t/other", "x"));
    refused(() -> storage.replaceFile("staged", "t/precious"));
    refused(() -> storage.replaceFile("t/precious", "staged"));
    refused(() -> storage.moveDirectory("tree", "t/tree"));
    refused(() -> storage.keep(Map.of("t/kept", "staged")));
    refused(() -> storage.show("_data/x", "t/view", Optional.empty()));
    refused(() -> storage.hide("t/precious"));
    refused(() -> storage.delete("t/precious"));

    assertThat(DurableFiles.entries(elsewhere)).hasSize(1);
    assertThat(elsewhere.resolve("precious")).hasContent("kept");
  }

  @Test
  @Threat("S10")
  void aTemporaryNameThatIsALinkIsReplacedAndNotFollowed() throws IOException {
    Files.createSymbolicLink(warehouse.resolve(".last.json.tmp"), elsewhere.resolve("precious"));

    storage.write("last.json", "new");

    assertThat(warehouse.resolve("last.json")).hasContent("new");
    assertThat(elsewhere.resolve("precious")).hasContent("kept");
  }

  @Test
  @Threat("S10")
  void theViewOfADayMayLeadIntoTheDataAndNowhereElse() throws IOException {
    Files.createDirectories(warehouse.resolve("_data/t/2026-11-21/run"));
    storage.show("_data/t/2026-11-21/run", "t/dt=2026-11-21", Optional.empty());
    Files.createSymbolicLink(warehouse.resolve("t/dt=2026-11-22"), elsewhere);

    assertThat(storage.shown("t/dt=2026-11-21")).contains("_data/t/2026-11-21/run");
    refused(() -> storage.shown("t/dt=2026-11-22"));
  }

  @Test
  @Threat("S10")
  void aTreeIsDeletedWithoutWhatItsLinksLeadTo() throws IOException {
    Path tree = Files.createDirectories(warehouse.resolve("_staging/run"));
    Files.createSymbolicLink(tree.resolve("folder"), elsewhere);
    Files.createSymbolicLink(tree.resolve("file"), elsewhere.resolve("precious"));
    Files.createSymbolicLink(warehouse.resolve("_staging/link"), elsewhere);

    storage.delete("_staging/run");
    storage.delete("_staging/link");

    assertThat(DurableFiles.entries(warehouse.resolve("_staging"))).isEmpty();
    assertThat(elsewhere.resolve("precious")).hasContent("kept");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../elsewhere/precious", "_staging/../../elsewhere/precious", "/etc/x", "a\0b"})
  @Threat("S9")
  void aPathThatLeadsOutOfTheWarehouseIsRefused(String path) {
    refused(() -> storage.delete(path));
    refused(() -> storage.write(path, "x"));
    refused(() -> storage.text(path));

    assertThat(elsewhere.resolve("precious")).hasContent("kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/b", "/a", "%2e%2e", "a\0b", "", ".hidden", "_data"})
  @Threat("S9")
  void aRunThatARecordNamesIsNoPath(String runId) {
    assertThat(Layout.isSafeName(runId)).isFalse();
    assertThatThrownBy(() -> StagedDay.record(runId))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no safe directory name");
  }

  @Test
  @Threat("S23")
  void whatHoldsSingleRequestsIsClosedToOthersAndOpenToTheGroupAsTheUmaskSays() throws IOException {
    Path open = Files.createDirectory(directory.resolve("open"));

    secure();
    Files.writeString(warehouse.resolve("_staging/staged"), "refused rows");
    storage.replaceFile("_staging/staged", "rejected/dt=2026-11-21/rejected.parquet");

    for (String name : List.of("_commits", "_data", "_runs", "_staging", "rejected")) {
      assertThat(rights(warehouse.resolve(name)))
          .as(name)
          .contains(PosixFilePermission.OWNER_WRITE)
          .doesNotContain(
              PosixFilePermission.OTHERS_READ,
              PosixFilePermission.OTHERS_WRITE,
              PosixFilePermission.OTHERS_EXECUTE);
      assertThat(rights(warehouse.resolve(name)).contains(PosixFilePermission.GROUP_READ))
          .as(name)
          .isEqualTo(rights(open).contains(PosixFilePermission.GROUP_READ));
    }
  }

  @Test
  @Threat("S23")
  void rightsThatSomebodySetStay() throws IOException {
    Path data = Files.createDirectory(warehouse.resolve("_data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

    secure();

    assertThat(PosixFilePermissions.toString(rights(data))).isEqualTo("rwxr-xr-x");
  }

  private void secure() {
    WarehouseTree.secure(warehouse, List.of("request_footprint", "model_daily", "rejected"));
  }

  private static Set<PosixFilePermission> rights(Path path) throws IOException {
    return Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static PublicationFailed refused(ThrowingCallable work) {
    PublicationFailed refused = catchThrowableOfType(PublicationFailed.class, work);
    assertThat(refused).isNotNull();
    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    return refused;
  }
}
