package org.wattledger.pipeline;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * At most one run writes to a warehouse. {@code _lock} is locked by the operating system, which
 * frees it when its owner dies, and names its owner; between runs the file is empty. It is never
 * deleted: a deleted file could still be locked by one run while another locks its successor.
 */
public final class RunLock implements AutoCloseable {

  /** Who holds the lock. */
  record Owner(String host, long pid, String runId) {}

  private final FileChannel channel;
  private final Optional<String> deadRun;

  private RunLock(FileChannel channel, Optional<String> deadRun) {
    this.channel = channel;
    this.deadRun = deadRun;
  }

  /**
   * Takes the lock, or takes it over from a run on this host that died.
   *
   * @throws RunFailure LOCKED if another run holds it; STORAGE if the file cannot be written
   */
  public static RunLock acquire(Path warehouse, String runId) {
    Path file = warehouse.resolve("_lock");
    try {
      Files.createDirectories(warehouse);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return own(channel, file, runId);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "The lock %s cannot be taken: %s".formatted(file, e),
          "check that the warehouse is writable",
          e);
    }
  }

  /** The run that died with the lock in its hands; its staged files are leftovers. */
  public Optional<String> deadRun() {
    return deadRun;
  }

  @Override
  public void close() {
    try (channel) {
      channel.truncate(0);
    } catch (IOException e) {
      // The system frees the lock with the process; the next run on this host takes it over.
    }
  }

  // The lock lives as long as its channel, which the returned RunLock closes.
  private static RunLock own(FileChannel channel, Path file, String runId) throws IOException {
    boolean free = tryLock(channel);
    Optional<Owner> owner = owner(file);
    String host = host();
    if (!free || owner.filter(other -> !other.host().equals(host)).isPresent()) {
      throw locked(file, owner);
    }
    write(channel, new Owner(host, ProcessHandle.current().pid(), runId));
    return new RunLock(channel, owner.map(Owner::runId));
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  private static void write(FileChannel channel, Owner owner) throws IOException {
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Json.text(owner).getBytes(StandardCharsets.UTF_8)), 0);
    channel.force(true);
  }

  private static Optional<Owner> owner(Path file) {
    try {
      return Files.size(file) == 0 ? Optional.empty() : Optional.of(Json.read(file, Owner.class));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static RunFailure locked(Path file, Optional<Owner> owner) {
    String holder =
        owner
            .map(o -> "run %s (process %d on %s)".formatted(o.runId(), o.pid(), o.host()))
            .orElse("another run");
    return new RunFailure(
        ExitCode.LOCKED,
        "The warehouse is locked by %s: %s".formatted(holder, file),
        "wait for it to end; if that host is gone, empty the file");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException hostWithoutEntryInDns) {
      return "localhost";
    }
  }
}
