package org.wattledger.staging;

/** What became of the records of a batch. Reused from batch to batch. */
public final class RequestVerdicts {

  private Verdict[] verdicts = new Verdict[0];
  private RejectReason[] reasons = new RejectReason[0];
  private byte[] startHours = new byte[0];

  public Verdict verdict(int row) {
    return verdicts[row];
  }

  /** Why a rejected record was refused. */
  public RejectReason reason(int row) {
    return reasons[row];
  }

  /** Hour of the day, 0 to 23, in which an accepted request was first present. */
  public int startHour(int row) {
    return startHours[row];
  }

  void reserve(int rows) {
    if (verdicts.length < rows) {
      verdicts = new Verdict[rows];
      reasons = new RejectReason[rows];
      startHours = new byte[rows];
    }
  }

  void set(int row, Verdict verdict) {
    verdicts[row] = verdict;
  }

  void reject(int row, RejectReason reason) {
    verdicts[row] = Verdict.REJECTED;
    reasons[row] = reason;
  }

  void accept(int row, int startHour) {
    verdicts[row] = Verdict.ACCEPTED;
    startHours[row] = (byte) startHour;
  }
}
