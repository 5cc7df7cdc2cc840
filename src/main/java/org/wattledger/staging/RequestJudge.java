package org.wattledger.staging;

import static org.wattledger.schema.CanonicalTables.CACHED_PROMPT_TOKENS;
import static org.wattledger.schema.CanonicalTables.ENDED_AT;
import static org.wattledger.schema.CanonicalTables.MODEL_ID;
import static org.wattledger.schema.CanonicalTables.OUTPUT_TOKENS;
import static org.wattledger.schema.CanonicalTables.PROMPT_TOKENS;
import static org.wattledger.schema.CanonicalTables.REQUEST_ID;
import static org.wattledger.schema.CanonicalTables.STARTED_AT;
import static org.wattledger.sources.LongCells.ABSENT;

import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.wattledger.sources.RequestColumns;
import org.wattledger.sources.TextCells;

/**
 * Gives each record of a request log its verdict for the day, under the rule of {@link Judgement}.
 *
 * <p>A request belongs to the day if it overlaps it: it started before the day's end, and it ended
 * after the day's start or started in the day. Without an end it belongs to the day it started in.
 * Repeats of a request id are still accepted.
 */
public final class RequestJudge implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long HOUR_US = 3_600_000_000L;

  private final long dayStartUs;
  private final long dayEndUs;

  public RequestJudge(StagingWindow window) {
    this.dayStartUs = micros(window.start());
    this.dayEndUs = micros(window.end());
  }

  /** Judges a batch. */
  public void judge(RequestColumns batch, RequestVerdicts into) {
    into.reserve(batch.rows());
    Cells cells = new Cells(batch);
    for (int row = 0; row < batch.rows(); row++) {
      boolean isMalformed = batch.malformedDigest(row) != null;
      boolean isPlaced = !isMalformed && cells.startUs[row] != ABSENT;
      if (isPlaced ? !overlapsDay(cells.startUs[row], cells.endUs[row]) : !batch.isOfDay()) {
        into.set(row, Verdict.OUTSIDE_WINDOW);
        continue;
      }
      if (!isMalformed && !batch.isKept(row)) {
        into.set(row, Verdict.FILTERED);
        continue;
      }
      RejectReason fault = isMalformed ? RejectReason.MALFORMED : cells.fault(row);
      if (fault != null) {
        into.reject(row, fault);
      } else {
        into.accept(row, startHour(cells.startUs[row]));
      }
    }
  }

  private boolean overlapsDay(long startUs, long endUs) {
    return startUs < dayEndUs && (startUs >= dayStartUs || endUs != ABSENT && endUs > dayStartUs);
  }

  /** A request from before the day stands with the day's first hour, the first that it touches. */
  private int startHour(long startUs) {
    return (int) ((Math.max(startUs, dayStartUs) - dayStartUs) / HOUR_US);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** The columns that decide. */
  private static final class Cells {
    private final RequestColumns batch;
    private final TextCells requestId;
    private final TextCells modelId;
    private final long[] startUs;
    private final long[] endUs;
    private final long[] prompt;
    private final long[] cached;
    private final long[] output;

    Cells(RequestColumns batch) {
      this.batch = batch;
      requestId = batch.texts(REQUEST_ID);
      modelId = batch.texts(MODEL_ID);
      startUs = batch.longs(STARTED_AT).values();
      endUs = batch.longs(ENDED_AT).values();
      prompt = batch.longs(PROMPT_TOKENS).values();
      cached = batch.longs(CACHED_PROMPT_TOKENS).values();
      output = batch.longs(OUTPUT_TOKENS).values();
    }

    /** The first fault of a record that parses, in the order of {@link RejectReason}, or null. */
    RejectReason fault(int row) {
      if (batch.hasWrongType(row)) {
        return RejectReason.WRONG_TYPE;
      }
      if (batch.hasNonFinite(row)) {
        return RejectReason.NON_FINITE;
      }
      if (startUs[row] == ABSENT || requestId.isAbsent(row) || modelId.isAbsent(row)) {
        return RejectReason.MISSING_FIELD;
      }
      if (isNegative(prompt[row]) || isNegative(cached[row]) || isNegative(output[row])) {
        return RejectReason.NEGATIVE;
      }
      return endUs[row] != ABSENT && endUs[row] < startUs[row]
          ? RejectReason.END_BEFORE_START
          : null;
    }

    private static boolean isNegative(long amount) {
      return amount < 0 && amount != ABSENT;
    }
  }
}
