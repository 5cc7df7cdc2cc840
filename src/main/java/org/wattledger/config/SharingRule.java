package org.wattledger.config;

/** By what the dynamic energy of a busy slot is shared. All rules conserve. */
public enum SharingRule {
  WORK,
  TIME,
  TOTAL_TOKENS,
  OUTPUT_TOKENS,
  REQUESTS
}
