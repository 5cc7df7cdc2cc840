package org.wattledger.books;

import java.io.Serializable;
import java.util.List;

/**
 * What the numbers in the keys of a day stand for.
 *
 * @param intervalsPerHour intervals of the grid in an hour
 * @param sites in the order of the day's factors
 * @param pools those of training jobs among them
 * @param deviceModels product names of the devices of a pool, sorted, joined by {@code +}
 */
public record DayNames(
    int intervalsPerHour,
    List<String> sites,
    List<Pool> pools,
    List<String> deviceModels,
    List<String> models,
    List<String> teams,
    List<String> operations)
    implements Serializable {

  /**
   * Devices and units among which energy is shared.
   *
   * @param site number of its site
   * @param deviceModel number of the device models of its members; {@link LedgerKey#NONE}: no
   *     telemetry
   */
  public record Pool(int site, String poolId, int deviceModel) implements Serializable {}

  public int hourOf(int interval) {
    return interval / intervalsPerHour;
  }

  /** Number of the site of a pool. */
  public int siteOf(int pool) {
    return pools.get(pool).site();
  }

  /** Null where none is known. */
  public String deviceModel(int number) {
    return number == LedgerKey.NONE ? null : deviceModels.get(number);
  }
}
