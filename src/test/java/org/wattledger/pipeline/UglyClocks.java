package org.wattledger.pipeline;

import static org.wattledger.pipeline.UglyRequests.record;

import java.time.Duration;
import org.wattledger.sources.TestSource;

/** Request logs whose clocks are of another unit, zone or truth; the day is 2026-03-29. */
final class UglyClocks {

  private UglyClocks() {}

  static void addTo(UglyFiles ugly) {
    UglyFiles.Of epochs = ugly.below("epochs");
    epochs
        .file(
            "milliseconds.jsonl",
            "8: 3 accepted, 1 MISSING_FIELD, 2 WRONG_TYPE, 2 outside",
            record("~a", "1774778400000", "\"n\":1"),
            record("~b", "\"1774778400000.25\"", "\"n\":1"),
            record("~c", "1.7747784e12", "\"n\":1"),
            // Seconds are of 1970, microseconds of the year 58209; nanoseconds of no year.
            record("~d", "1774778400", "\"n\":1"),
            record("~e", "1774778400000000", "\"n\":1"),
            record("~f", "1774778400000000000", "\"n\":1"),
            record("~g", "\"2026-03-29T10:00:00Z\"", "\"n\":1"),
            record("~h", "\"-\"", "\"n\":1"))
        .readAs(
            "epochs",
            TestSource.requests("json", epochs.root().resolve("*"))
                .column("started_at", "epoch_ms(start)"))
        .done();
    UglyFiles.Of local = ugly.below("local");
    local
        // Berlin's clocks go from 02:00 to 03:00, so the day begins at 01:00 and there is no 02:30.
        .file(
            "clocks-go-forward.jsonl",
            "6: 4 accepted, 2 outside",
            record("~a", "\"2026-03-29 00:59:59.999\"", "\"n\":1"),
            record("~b", "\"2026-03-29 01:00:00\"", "\"n\":1"),
            record("~c", "\"2026-03-29 02:30:00\"", "\"n\":1"),
            record("~d", "\"2026-03-30 01:59:59\"", "\"n\":1"),
            record("~e", "\"2026-03-30 02:00:00\"", "\"n\":1"),
            // A zone in the text rules.
            record("~f", "\"2026-03-29T00:30:00Z\"", "\"n\":1"))
        .readAs(
            "local", TestSource.requests("json", local.root().resolve("*")).zone("Europe/Berlin"))
        .done();
    UglyFiles.Of ahead = ugly.below("ahead");
    ahead
        .file(
            "ninety-seconds.jsonl",
            "3: 1 accepted, 2 outside",
            record("~a", "\"2026-03-29T00:01:29Z\"", "\"n\":1"),
            record("~b", "\"2026-03-30T00:01:29Z\"", "\"n\":1"),
            record("~c", "\"2026-03-30T00:01:30Z\"", "\"n\":1"))
        .readAs(
            "ahead",
            TestSource.requests("json", ahead.root().resolve("*")).offset(Duration.ofSeconds(90)))
        .done();
  }
}
