package org.wattledger.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void aSecondRunIsToldWhoHoldsTheLock() {
    try (RunLock first = RunLock.acquire(warehouse, "first")) {
      RunFailure refused =
          catchThrowableOfType(RunFailure.class, () -> RunLock.acquire(warehouse, "second"));

      assertThat(refused.exitCode()).isEqualTo(ExitCode.LOCKED);
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
      assertThatThrownBy(() -> RunLock.acquire(warehouse, "second")).isInstanceOf(RunFailure.class);

      assertThat(catchThrowableOfType(RunFailure.class, () -> RunLock.acquire(warehouse, "third")))
          .hasMessageContaining("run first");
      assertThat(first.deadRun()).isEmpty();
    }
  }

  @Test
  void theLockOfALiveProcessHoldsAndThatOfAKilledOneIsTakenOver() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                warehouse.toString())
            .inheritIO()
            .start();
    try {
      awaitFile(warehouse.resolve("ready"), holder);
      assertThat(catchThrowableOfType(RunFailure.class, () -> RunLock.acquire(warehouse, "mine")))
          .hasMessageContaining("run held-elsewhere (process " + holder.pid());
    } finally {
      holder.destroyForcibly().waitFor();
    }

    try (RunLock mine = RunLock.acquire(warehouse, "mine")) {
      assertThat(mine.deadRun()).contains("held-elsewhere");
    }
  }

  @Test
  void anOwnerOnAnotherHostIsNeverTakenForDead() throws IOException {
    write(
        warehouse.resolve("_lock"),
        "{\"host\": \"not-%s\", \"pid\": 1, \"run_id\": \"far\"}"
            .formatted(InetAddress.getLocalHost().getHostName()));

    RunFailure refused =
        catchThrowableOfType(RunFailure.class, () -> RunLock.acquire(warehouse, "mine"));

    assertThat(refused.exitCode()).isEqualTo(ExitCode.LOCKED);
    assertThat(refused.hint()).contains("empty the file");
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
