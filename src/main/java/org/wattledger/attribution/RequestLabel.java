package org.wattledger.attribution;

/** What a booked request is called by; the names of the published columns. */
public enum RequestLabel {
  MODEL_ID,
  TEAM_ID,
  SITE_ID,
  POOL_ID,
  DEVICE_MODEL,
  OPERATION,
  STATUS,
  ENERGY_BASIS,
  HOST_ENERGY_BASIS
}
