package org.wattledger.staging;

import static org.wattledger.schema.CanonicalTables.CACHED_PROMPT_TOKENS;
import static org.wattledger.schema.CanonicalTables.ENDED_AT;
import static org.wattledger.schema.CanonicalTables.MODEL_ID;
import static org.wattledger.schema.CanonicalTables.OUTPUT_TOKENS;
import static org.wattledger.schema.CanonicalTables.PROMPT_TOKENS;
import static org.wattledger.schema.CanonicalTables.REQUEST_ID;
import static org.wattledger.schema.CanonicalTables.STARTED_AT;
import static org.wattledger.sources.LongCells.ABSENT;

import org.wattledger.schema.Field;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.TextCells;

/**
 * Judges records of a request log. A request belongs to the day if it overlaps it: it started
 * before the day's end, and it ended after the day's start or started in the day. Without an end it
 * belongs to the day it started in, and so does one whose end lies more than 30 days later, which
 * is refused there. Repeats of a request id are still accepted.
 */
final class RequestJudge extends RecordJudge {
  private static final long serialVersionUID = 1L;
  private static final long HOUR_US = 3_600_000_000L;

  /** 30 days. */
  private static final long LONGEST_US = 30 * 24 * HOUR_US;

  RequestJudge(StagingWindow window) {
    super(window);
  }

  @Override
  Cells cells(RecordColumns batch) {
    return new Requests(batch);
  }

  private final class Requests extends Cells {
    private final TextCells requestId;
    private final TextCells modelId;
    private final long[] startUs;
    private final long[] endUs;
    private final long[] prompt;
    private final long[] cached;
    private final long[] output;

    Requests(RecordColumns batch) {
      requestId = batch.texts(REQUEST_ID);
      modelId = batch.texts(MODEL_ID);
      startUs = batch.longs(STARTED_AT).values();
      endUs = batch.longs(ENDED_AT).values();
      prompt = batch.longs(PROMPT_TOKENS).values();
      cached = batch.longs(CACHED_PROMPT_TOKENS).values();
      output = batch.longs(OUTPUT_TOKENS).values();
    }

    @Override
    boolean isPlaced(int row) {
      return startUs[row] != ABSENT;
    }

    @Override
    boolean isInWindow(int row) {
      boolean endsInTime = endUs[row] != ABSENT && endUs[row] > dayStartUs && !isEndless(row);
      return startUs[row] < dayEndUs && (startUs[row] >= dayStartUs || endsInTime);
    }

    @Override
    long timeUs(int row) {
      return startUs[row];
    }

    @Override
    Refusal fault(int row) {
      if (!requestId.isAbsent(row) && Identity.isUnsure(requestId.text(row))) {
        return Refusal.of(RejectReason.WRONG_TYPE, REQUEST_ID);
      }
      if (startUs[row] == ABSENT || requestId.isAbsent(row) || modelId.isAbsent(row)) {
        return Refusal.of(RejectReason.MISSING_FIELD, missing(row));
      }
      if (isNegative(prompt[row]) || isNegative(cached[row]) || isNegative(output[row])) {
        return Refusal.of(RejectReason.NEGATIVE, negative(row));
      }
      if (isEndless(row)) {
        return Refusal.of(RejectReason.OUT_OF_RANGE, ENDED_AT);
      }
      boolean endsFirst = endUs[row] != ABSENT && endUs[row] < startUs[row];
      return endsFirst ? Refusal.of(RejectReason.END_BEFORE_START, ENDED_AT) : null;
    }

    /** No query takes this long: its start is an epoch's zero, or its end a word for never. */
    private boolean isEndless(int row) {
      return endUs[row] != ABSENT
          && endUs[row] > startUs[row]
          && endUs[row] - startUs[row] > LONGEST_US;
    }

    private Field missing(int row) {
      if (requestId.isAbsent(row)) {
        return REQUEST_ID;
      }
      return startUs[row] == ABSENT ? STARTED_AT : MODEL_ID;
    }

    private Field negative(int row) {
      if (isNegative(prompt[row])) {
        return PROMPT_TOKENS;
      }
      return isNegative(cached[row]) ? CACHED_PROMPT_TOKENS : OUTPUT_TOKENS;
    }

    /** A request from before the day stands with the day's first hour, the first it touches. */
    @Override
    int startHour(int row) {
      return (int) ((Math.max(startUs[row], dayStartUs) - dayStartUs) / HOUR_US);
    }

    private static boolean isNegative(long amount) {
      return amount < 0 && amount != ABSENT;
    }
  }
}
