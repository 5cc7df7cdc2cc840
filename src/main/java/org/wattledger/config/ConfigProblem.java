package org.wattledger.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param origin file and line, or the argument, where it stands
 * @param key full name of the key; empty if a whole file or argument is meant
 * @param value what stands there, redacted; empty if it may not be shown
 * @param remedy what is wrong with it and what to write instead
 */
public record ConfigProblem(String origin, String key, String value, String remedy) {

  @Override
  public String toString() {
    String subject = value.isEmpty() ? key : key + " = " + value;
    return subject.isEmpty() ? origin + ": " + remedy : origin + ": " + subject + ": " + remedy;
  }
}
