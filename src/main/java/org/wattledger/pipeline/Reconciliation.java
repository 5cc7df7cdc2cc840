package org.wattledger.pipeline;

import org.wattledger.quality.EnergyBooks;
import org.wattledger.quality.Part;

/**
 * The balance of one day over all pools and meters, in millijoules: {@code measured = active +
 * shared idle + provisioned idle + unattributed} (methodology, the law).
 *
 * @param estimatedMj the part of measured that was modelled from utilisation
 */
public record Reconciliation(
    long measuredMj,
    long estimatedMj,
    long activeMj,
    long sharedIdleMj,
    long provisionedIdleMj,
    long unattributedMj) {

  static Reconciliation of(EnergyBooks books) {
    return new Reconciliation(
        books.accelerators(Part.MEASURED),
        books.accelerators(Part.ESTIMATED),
        books.accelerators(Part.ACTIVE),
        books.accelerators(Part.SHARED_IDLE),
        books.accelerators(Part.PROVISIONED_IDLE),
        books.accelerators(Part.UNATTRIBUTED));
  }

  /** What no part of the sum accounts for; a day with another value than 0 is not published. */
  public long residualMj() {
    return measuredMj - activeMj - sharedIdleMj - provisionedIdleMj - unattributedMj;
  }

  /** The last line of a run: every amount in the unit that suits the measured one. */
  public String line() {
    EnergyScale scale = EnergyScale.suiting(measuredMj);
    return ("measured %s %s (of which estimated %s) = active %s + shared idle %s"
            + " + provisioned idle %s + unattributed %s; residual %d mJ")
        .formatted(
            scale.amount(measuredMj),
            scale.symbol(),
            scale.amount(estimatedMj),
            scale.amount(activeMj),
            scale.amount(sharedIdleMj),
            scale.amount(provisionedIdleMj),
            scale.amount(unattributedMj),
            residualMj());
  }
}
