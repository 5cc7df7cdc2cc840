package org.wattledger.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is still done when a signal ends the process in the middle of a run: the manifest says so.
 * Nothing is tidied up; the lock falls with the process, and what is staged stays for the next run.
 */
final class Interruption implements AutoCloseable {

  private static final AtomicBoolean ENDING = new AtomicBoolean();

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  /** Until it is closed. */
  static Interruption tell(Runnable lastWord) {
    Thread hook =
        new Thread(
            () -> {
              ENDING.set(true);
              quietly(lastWord);
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /** True once a signal ends the process: what fails now fails because of it. */
  static boolean isEnding() {
    return ENDING.get();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook runs: the process ends before the run does.
    }
  }

  /** The stages of the run go on meanwhile, so what they note may be half noted. */
  private static void quietly(Runnable lastWord) {
    try {
      lastWord.run();
    } catch (RuntimeException e) {
      // The exit code of the process tells the same.
    }
  }
}
