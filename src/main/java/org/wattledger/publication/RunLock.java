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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
 * claim: after {@link #LEASE} it is taken for dead. Should it wake up later, it sees the other name
 * in the file and takes no step of its publication any more; and its {@link Commit} finds its
 * number taken.
 */
public final class RunLock implements AutoCloseable {

  /** How long an owner on another host may be silent. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final Duration RENEWAL = Duration.ofSeconds(30);
  private static final String NAME = "_lock";
  private static final long LONGEST_BYTES = 1 << 16;

  /**
   * Those of this process. The system takes a lock from a process that closes the file, also if it
   * had opened it only to read: whoever has the lock opens it no second time.
   */
  private static final Map<Path, RunLock> HELD = new ConcurrentHashMap<>();

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

    boolean isSameRun(Owner other) {
      return host.equals(other.host) && pid == other.pid && runId.equals(other.runId);
    }
  }

  private final Path file;
  private final FileChannel channel;
  private final Optional<String> deadRun;
  private final InstantSource clock;
  private final Owner owner;
  private final ScheduledExecutorService renewal;

  private RunLock(
      Path file, FileChannel channel, Optional<String> deadRun, InstantSource clock, Owner owner) {
    this.file = file;
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
    Path file = warehouse.resolve(NAME);
    RunLock held = HELD.get(key(file));
    return (held == null ? owner(file) : held.named())
        .filter(
            owner ->
                owner.isOnThisHost()
                    ? ProcessHandle.of(owner.pid()).isPresent()
                    : isFresh(owner, clock));
  }

  static RunLock acquire(Path warehouse, String runId, InstantSource clock) {
    Path file = warehouse.resolve(NAME);
    WarehouseTree.refuseLink(file);
    RunLock held = HELD.get(key(file));
    if (held != null) {
      throw locked(file, Optional.of(held.owner));
    }
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

  /**
   * Steps that are taken only as long as no run on another host took the lock over: it may have
   * published since.
   */
  public Publication.Steps guarding(Publication.Steps steps) {
    return step -> {
      if (!isOurs()) {
        throw new IOException(
            "run %s was silent for %d minutes and lost the lock to %s"
                .formatted(
                    owner.runId(),
                    LEASE.toMinutes(),
                    named().map(Owner::runId).map("run "::concat).orElse("another run")));
      }
      steps.before(step);
    };
  }

  /** The run that died with the lock in its hands; its staged files are leftovers. */
  public Optional<String> deadRun() {
    return deadRun;
  }

  @Override
  public synchronized void close() {
    renewal.shutdownNow();
    try (channel) {
      if (isOurs()) {
        channel.truncate(0);
      }
    } catch (IOException e) {
      // The system frees the lock with the process; the next run on this host takes it over.
    } finally {
      HELD.remove(key(file), this);
    }
  }

  // The lock lives as long as its channel, which the returned RunLock closes.
  private static RunLock own(FileChannel channel, Path file, String runId, InstantSource clock)
      throws IOException {
    boolean free = tryLock(channel);
    Optional<Owner> former = owner(channel);
    if (!free
        || former.filter(other -> !other.isOnThisHost() && isFresh(other, clock)).isPresent()) {
      throw locked(file, former);
    }
    Owner owner = new Owner(host(), ProcessHandle.current().pid(), runId, clock.instant());
    write(channel, owner);
    RunLock lock = new RunLock(file, channel, former.map(Owner::runId), clock, owner);
    HELD.put(key(file), lock);
    return lock;
  }

  /** Says that the owner lives. */
  synchronized void renew() {
    try {
      if (!isOurs()) {
        return;
      }
      write(channel, new Owner(owner.host(), owner.pid(), owner.runId(), clock.instant()));
    } catch (IOException e) {
      // A claim that cannot be renewed runs out; the run's own writes will say what is wrong.
    }
  }

  private boolean isOurs() {
    return named().filter(owner::isSameRun).isPresent();
  }

  /** Whom the file names; another host may have written to it. */
  private synchronized Optional<Owner> named() {
    return owner(channel);
  }

  /** The same for every way that leads to the warehouse. */
  private static Path key(Path file) {
    try {
      return file.toAbsolutePath().getParent().toRealPath().resolve(NAME);
    } catch (IOException absent) {
      return file.toAbsolutePath().normalize();
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

  private static Optional<Owner> owner(FileChannel channel) {
    try {
      ByteBuffer text = ByteBuffer.allocate((int) Math.min(channel.size(), LONGEST_BYTES));
      while (text.hasRemaining() && channel.read(text, text.position()) >= 0) {
        // Reads on.
      }
      return text.position() == 0
          ? Optional.empty()
          : Optional.of(
              Json.read(
                  new String(text.array(), 0, text.position(), StandardCharsets.UTF_8),
                  Owner.class));
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
