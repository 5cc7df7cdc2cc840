package org.wattledger.staging;

/** What became of the records of a batch. Reused from batch to batch. */
public final class Verdicts {

  private Verdict[] verdicts = new Verdict[0];
  private Refusal[] refusals = new Refusal[0];
  private byte[] startHours = new byte[0];

  public Verdict verdict(int row) {
    return verdicts[row];
  }

  /** Why a rejected record was refused. */
  public Refusal refusal(int row) {
    return refusals[row];
  }

  /** Hour of the day, 0 to 23, in which an accepted request was first present. */
  public int startHour(int row) {
    return startHours[row];
  }

  void reserve(int rows) {
    if (verdicts.length < rows) {
      verdicts = new Verdict[rows];
      refusals = new Refusal[rows];
      startHours = new byte[rows];
    }
  }

  void set(int row, Verdict verdict) {
    verdicts[row] = verdict;
  }

  void reject(int row, Refusal refusal) {
    verdicts[row] = Verdict.REJECTED;
    refusals[row] = refusal;
  }

  void accept(int row, int startHour) {
    verdicts[row] = Verdict.ACCEPTED;
    startHours[row] = (byte) startHour;
  }
}
