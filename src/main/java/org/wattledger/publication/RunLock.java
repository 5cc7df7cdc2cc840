package org.wattledger.publication;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.wattledger.publication.PublicationFailed.Outcome;

/**
 * At most one run writes to a warehouse. {@code _lock} is locked by the operating system, which
 * frees it when its owner dies, and names its owner; between runs the file is empty. It is never
 * deleted: a deleted file could still be locked by one run while another locks its successor.
 *
 * <p>Locks of the operating system are believed on one host. Of an owner on another host, which a
 * shared file system may or may not keep apart, the file tells since when it has not renewed its
 * claim: after {@link #LEASE} it is taken for dead. Should it wake up later, its {@link Commit}
 * finds its number taken.
 */
public final class RunLock implements AutoCloseable {

  /** How long an owner on another host may be silent. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final Duration RENEWAL = Duration.ofSeconds(30);
  private static final String NAME = "_lock";

  /**
   * Who holds the lock.
   *
   * @param renewedAt when the owner last said that it lives
   */
  public record Owner(String host, long pid, String runId, Instant renewedAt) {

    @JsonIgnore
    boolean isOnThisHost() {
      return host.equals(RunLock.host());
    }
  }

  private final FileChannel channel;
  private final Optional<String> deadRun;
  private final InstantSource clock;
  private final Owner owner;
  private final ScheduledExecutorService renewal;

  private RunLock(FileChannel channel, Optional<String> deadRun, InstantSource clock, Owner owner) {
    this.channel = channel;
    this.deadRun = deadRun;
    this.clock = clock;
    this.owner = owner;
    this.renewal =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "lock-renewal");
              thread.setDaemon(true);
              return thread;
            });
    renewal.scheduleAtFixedRate(
        this::renew, RENEWAL.toSeconds(), RENEWAL.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Takes the lock, or takes it over from a run that died.
   *
   * @throws PublicationFailed LOCKED if another run holds it; INTACT if the file cannot be written;
   *     REFUSED if it is a link
   */
  public static RunLock acquire(Path warehouse, String runId) {
    return acquire(warehouse, runId, InstantSource.system());
  }

  /** The living owner, as the file names it; nothing is locked to find out. */
  public static Optional<Owner> holder(Path warehouse) {
    return holder(warehouse, InstantSource.system());
  }

  static Optional<Owner> holder(Path warehouse, InstantSource clock) {
    return owner(warehouse.resolve(NAME))
        .filter(
            owner ->
                owner.isOnThisHost()
                    ? ProcessHandle.of(owner.pid()).isPresent()
                    : isFresh(owner, clock));
  }

  static RunLock acquire(Path warehouse, String runId, InstantSource clock) {
    Path file = warehouse.resolve(NAME);
    WarehouseTree.refuseLink(file);
    try {
      Files.createDirectories(warehouse);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return own(channel, file, runId, clock);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new PublicationFailed(
          Outcome.INTACT,
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
    renewal.shutdownNow();
    try (channel) {
      synchronized (this) {
        channel.truncate(0);
      }
    } catch (IOException e) {
      // The system frees the lock with the process; the next run on this host takes it over.
    }
  }

  // The lock lives as long as its channel, which the returned RunLock closes.
  private static RunLock own(FileChannel channel, Path file, String runId, InstantSource clock)
      throws IOException {
    boolean free = tryLock(channel);
    Optional<Owner> former = owner(file);
    if (!free
        || former.filter(other -> !other.isOnThisHost() && isFresh(other, clock)).isPresent()) {
      throw locked(file, former);
    }
    Owner owner = new Owner(host(), ProcessHandle.current().pid(), runId, clock.instant());
    write(channel, owner);
    return new RunLock(channel, former.map(Owner::runId), clock, owner);
  }

  /** Says that the owner lives. */
  synchronized void renew() {
    try {
      write(channel, new Owner(owner.host(), owner.pid(), owner.runId(), clock.instant()));
    } catch (IOException e) {
      // A claim that cannot be renewed runs out; the run's own writes will say what is wrong.
    }
  }

  private static boolean isFresh(Owner owner, InstantSource clock) {
    return owner.renewedAt() == null || owner.renewedAt().plus(LEASE).isAfter(clock.instant());
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
    byte[] text = Json.text(owner).getBytes(StandardCharsets.UTF_8);
    channel.write(ByteBuffer.wrap(text), 0);
    channel.truncate(text.length);
    channel.force(true);
  }

  private static Optional<Owner> owner(Path file) {
    try {
      return Files.size(file) == 0 ? Optional.empty() : Optional.of(Json.read(file, Owner.class));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static PublicationFailed locked(Path file, Optional<Owner> owner) {
    String holder =
        owner
            .map(o -> "run %s (process %d on %s)".formatted(o.runId(), o.pid(), o.host()))
            .orElse("another run");
    return new PublicationFailed(
        Outcome.LOCKED,
        "The warehouse is locked by %s: %s".formatted(holder, file),
        "wait for it to end; an owner on another host is taken for dead after %d minutes of silence"
            .formatted(LEASE.toMinutes()),
        null);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException hostWithoutEntryInDns) {
      return "localhost";
    }
  }
}
