package org.wattledger.config;

/** Placeholder: everything that is wrong with a configuration. */
public final class ConfigProblems extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfigProblems(String message) {
    super(message);
  }
}
