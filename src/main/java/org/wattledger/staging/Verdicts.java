package org.wattledger.staging;

/** What became of the records of a batch. Reused from batch to batch. */
public final class Verdicts {

  private Verdict[] verdicts = new Verdict[0];
  private Refusal[] refusals = new Refusal[0];
  private TimeScale[] scales = new TimeScale[0];
  private byte[] startHours = new byte[0];

  public Verdict verdict(int row) {
    return verdicts[row];
  }

  /** Why a rejected record was refused. */
  public Refusal refusal(int row) {
    return refusals[row];
  }

  /** Whether the time of a record outside the window would fit in another unit. */
  public TimeScale timeScale(int row) {
    return scales[row];
  }

  /** Hour of the day, 0 to 23, in which an accepted request was first present. */
  public int startHour(int row) {
    return startHours[row];
  }

  void reserve(int rows) {
    if (verdicts.length < rows) {
      verdicts = new Verdict[rows];
      refusals = new Refusal[rows];
      scales = new TimeScale[rows];
      startHours = new byte[rows];
    }
  }

  void filter(int row) {
    verdicts[row] = Verdict.FILTERED;
  }

  void leaveOut(int row, TimeScale scale) {
    verdicts[row] = Verdict.OUTSIDE_WINDOW;
    scales[row] = scale;
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
