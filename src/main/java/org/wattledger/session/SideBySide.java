package org.wattledger.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Independent pieces of work at the same time: while the engine computes one, the driver plans and
 * compiles the next. On a small day that is most of the time.
 */
public final class SideBySide {

  private static final int THREADS = 3;

  private SideBySide() {}

  /** Runs all pieces to their end; then throws the failure of the first that failed, if any. */
  public static void run(List<Runnable> pieces) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      pieces.forEach(piece -> running.add(threads.submit(piece)));
      RuntimeException first = null;
      for (Future<?> piece : running) {
        try {
          piece.get();
        } catch (ExecutionException e) {
          first = first == null ? unwrapped(e.getCause()) : first;
        }
      }
      if (first != null) {
        throw first;
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Begins a piece in a thread of its own; whoever asks for the result waits for its end. */
  public static <T> Supplier<T> begun(Callable<T> piece) {
    FutureTask<T> running = new FutureTask<>(piece);
    Thread thread = new Thread(running, "wattledger-beside");
    thread.setDaemon(true);
    thread.start();
    return () -> {
      try {
        return running.get();
      } catch (ExecutionException e) {
        throw unwrapped(e.getCause());
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    };
  }

  /** Made by the first who asks, for all who ask. */
  public static <T> Supplier<T> once(Supplier<T> made) {
    return new Supplier<>() {
      private T value;

      @Override
      public synchronized T get() {
        if (value == null) {
          value = made.get();
        }
        return value;
      }
    };
  }

  /** Works while something that was {@linkplain #begun} goes on, which ends also if this fails. */
  public static <T> T during(Supplier<?> beside, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      try {
        Object unused = beside.get();
      } catch (RuntimeException another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted", e);
  }

  /** Spark throws checked exceptions without declaring them, and so does this. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException unwrapped(Throwable cause) throws E {
    throw (E) cause;
  }
}
