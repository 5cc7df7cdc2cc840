package org.wattledger.config;

/** Which canonical table a source feeds. */
public enum SourceKind {
  REQUESTS,
  TELEMETRY,
  PLACEMENTS
}
