package org.wattledger.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wattledger.publication.PublicationFailed.Outcome;
import org.wattledger.testing.Fault;
import org.wattledger.testing.ForkedJava;

class RunLockTest {

  @TempDir private Path warehouse;

  /** Takes the lock, says so, and waits to be killed. */
  static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      try (RunLock lock = RunLock.acquire(Path.of(arguments[0]), "held-elsewhere")) {
        write(Path.of(arguments[0]).resolve("ready"), lock.toString());
        Thread.sleep(TimeUnit.MINUTES.toMillis(5));
      }
    }
  }

  @Test
  @Fault("F13")
  void aSecondRunIsToldWhoHoldsTheLock() {
    try (RunLock first = RunLock.acquire(warehouse, "first")) {
      PublicationFailed refused =
          catchThrowableOfType(PublicationFailed.class, () -> RunLock.acquire(warehouse, "second"));

      assertThat(refused.outcome()).isEqualTo(Outcome.LOCKED);
      assertThat(refused)
          .hasMessageContaining("run first (process " + ProcessHandle.current().pid());
      assertThat(first.deadRun()).isEmpty();
    }
  }

  @Test
  void aReleasedLockIsFreeAgain() {
    RunLock.acquire(warehouse, "first").close();

    try (RunLock second = RunLock.acquire(warehouse, "second")) {
      assertThat(second.deadRun()).isEmpty();
    }
  }

  @Test
  void aRefusedRunDoesNotFreeTheLockOfTheOther() {
    try (RunLock first = RunLock.acquire(warehouse, "first")) {
      assertThatThrownBy(() -> RunLock.acquire(warehouse, "second"))
          .isInstanceOf(PublicationFailed.class);

      assertThat(
              catchThrowableOfType(
                  PublicationFailed.class, () -> RunLock.acquire(warehouse, "third")))
          .hasMessageContaining("run first");
      assertThat(first.deadRun()).isEmpty();
    }
  }

  @Test
  @Fault({"F13", "F14"})
  void theLockOfALiveProcessHoldsAndThatOfAKilledOneIsTakenOver() throws Exception {
    // The holder took it over itself: it has read who had it before.
    ownedBy(InetAddress.getLocalHost().getHostName(), "\"2026-11-22T02:00:00Z\"");
    Process holder =
        ForkedJava.of(Holder.class, List.of(), warehouse.toString()).inheritIO().start();
    try {
      awaitFile(warehouse.resolve("ready"), holder);
      assertThat(
              catchThrowableOfType(
                  PublicationFailed.class, () -> RunLock.acquire(warehouse, "mine")))
          .hasMessageContaining("run held-elsewhere (process " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }

    try (RunLock mine = RunLock.acquire(warehouse, "mine")) {
      assertThat(mine.deadRun()).contains("held-elsewhere");
    }
  }

  @Test
  @Fault("F14")
  void anOwnerOnAnotherHostIsTakenForDeadOnlyAfterItsLease() throws IOException {
    Instant renewed = Instant.parse("2026-11-22T02:00:00Z");
    ownedElsewhere("\"%s\"".formatted(renewed));

    // One second before and at the end of the five minutes.
    PublicationFailed refused =
        catchThrowableOfType(
            PublicationFailed.class,
            () -> RunLock.acquire(warehouse, "mine", () -> renewed.plusSeconds(5 * 60 - 1)));
    assertThat(refused.outcome()).isEqualTo(Outcome.LOCKED);
    assertThat(refused).hasMessageContaining("run far (process 1 on not-");
    assertThat(refused.hint()).contains("5 minutes");

    try (RunLock mine = RunLock.acquire(warehouse, "mine", () -> renewed.plusSeconds(5 * 60))) {
      assertThat(mine.deadRun()).contains("far");
    }
  }

  @Test
  void anOwnerThatRenewsItsClaimStays() throws IOException {
    Instant[] now = {Instant.parse("2026-11-22T02:00:00Z")};
    try (RunLock lock = RunLock.acquire(warehouse, "mine", () -> now[0])) {
      now[0] = now[0].plusSeconds(240);
      lock.renew();

      assertThat(RunLock.holder(warehouse).orElseThrow().renewedAt()).isEqualTo(now[0]);
      assertThat(lock.deadRun()).isEmpty();
    }
    assertThat(RunLock.holder(warehouse)).isEmpty();
  }

  @Test
  void anOwnerOnAnotherHostThatDoesNotSayWhenItLivedIsNotTakenForDead() throws IOException {
    ownedElsewhere("null");

    assertThat(
            catchThrowableOfType(PublicationFailed.class, () -> RunLock.acquire(warehouse, "mine")))
        .hasMessageContaining("run far");
  }

  /** Paused for longer than its lease, say with its machine, at each step of a publication. */
  @Test
  @Fault("F15")
  void aRunThatAnotherHostTookForDeadTakesNoStepAnyMore() throws IOException {
    StagedDay probe = new StagedDay(warehouse.resolve("probe"));
    List<String> steps = new ArrayList<>();
    probe.publish("former");
    probe.publish("probe", steps::add);
    assertThat(steps).contains("commit", "show " + StagedDay.LINKED, "sweep _staging");

    for (String paused : steps) {
      StagedDay day = new StagedDay(warehouse.resolve(paused.replace(' ', '-')));
      day.publish("former");
      try (RunLock lock = RunLock.acquire(day.warehouse(), "asleep")) {
        Publication.Steps guarded = lock.guarding(Publication.Steps.untold());
        String[] ended = {"published"};
        try {
          day.publish(
              "asleep",
              step -> {
                if (step.equals(paused)) {
                  awakeElsewhere(day);
                }
                guarded.before(step);
              });
        } catch (PublicationFailed e) {
          assertThat(e).as(paused).hasMessageContaining("lost the lock to run far");
          ended[0] = e.outcome().name();
        }

        assertThat(ended[0])
            .as(paused)
            .isEqualTo(
                steps.indexOf(paused) <= steps.indexOf("commit")
                    ? "INTACT"
                    : paused.startsWith("sweep ") ? "published" : "UNCLEAR");
        assertThat(day.runs().values()).as(paused).containsOnly(Set.of("awake"));
        assertThat(day.recorded()).as(paused).isEqualTo("awake");
        assertThat(day.staged("working", StagedDay.LINKED)).as(paused).isNotEmptyDirectory();
        lock.renew();
      }
      assertThat(RunLock.holder(day.warehouse()))
          .as("neither renewed nor freed by the run that lost it, at " + paused)
          .hasValueSatisfying(owner -> assertThat(owner.runId()).isEqualTo("far"));
    }
  }

  /** Another host ends what was begun, publishes, and is at work on its next run. */
  private static void awakeElsewhere(StagedDay day) throws IOException {
    day.publication(Publication.Steps.untold()).rollForward();
    day.publish("awake");
    day.stage("working");
    ownedBy(
        day.warehouse(),
        "not-" + InetAddress.getLocalHost().getHostName(),
        "\"%s\"".formatted(Instant.now()));
  }

  private void ownedElsewhere(String renewedAt) throws IOException {
    ownedBy("not-" + InetAddress.getLocalHost().getHostName(), renewedAt);
  }

  private void ownedBy(String host, String renewedAt) {
    ownedBy(warehouse, host, renewedAt);
  }

  private static void ownedBy(Path warehouse, String host, String renewedAt) {
    write(
        warehouse.resolve("_lock"),
        "{\"host\": \"%s\", \"pid\": 1, \"run_id\": \"far\", \"renewed_at\": %s}"
            .formatted(host, renewedAt));
  }

  private static void awaitFile(Path file, Process writer) throws InterruptedException {
    for (int tries = 0; tries < 600 && !Files.exists(file); tries++) {
      assertThat(writer.isAlive()).as("the holder runs").isTrue();
      Thread.sleep(50);
    }
    assertThat(file).exists();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
