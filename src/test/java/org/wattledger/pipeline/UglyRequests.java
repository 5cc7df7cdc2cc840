package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.wattledger.pipeline.UglyFiles.gzip;
import static org.wattledger.pipeline.UglyFiles.joined;

import org.wattledger.sources.TestSource;

/** Request logs as JSON that went wrong in the ways in which logs do; the day is 2026-03-29. */
final class UglyRequests {

  private static final String BOM = "\ufeff";
  private static final String AT = "\"2026-03-29T10:00:00Z\"";

  private UglyRequests() {}

  /** Each file is read twice: straight into columns, and through expressions. */
  static void addTo(UglyFiles ugly) {
    UglyFiles.Of logs = ugly.below("json");
    ends(logs);
    lines(logs);
    numbers(logs);
    times(logs);
    identities(logs);
    bytes(logs);
    glued(logs);
    logs.readAs("json", mapped(logs))
        .readAs(
            "json by expressions",
            mapped(logs)
                .column("request_id", "concat('x', id)")
                .where("coalesce(op, '') <> 'health'"))
        .done();
    UglyFiles.Of health = ugly.below("health");
    health
        .file(
            "probes.jsonl",
            "4: 1 accepted, 1 MALFORMED, 1 WRONG_TYPE, 1 filtered",
            line("~a"),
            record("~b", AT, "\"op\":\"health\",\"n\":\"none\""),
            record("~c", AT, "\"op\":\"chat\",\"n\":\"none\""),
            "{\"op\":\"health\"")
        .readAs("health", mapped(health).where("coalesce(op, '') <> 'health'"))
        .done();
  }

  /** Spark's own reader would take the first record of a line and drop the rest without a word. */
  private static void glued(UglyFiles.Of logs) {
    logs.file(
            "two-records-on-a-line.jsonl",
            "2: 1 accepted, 1 MALFORMED",
            line("~a"),
            line("~b") + line("~c"))
        .file("text-after-a-record.jsonl", "1: 1 MALFORMED", line("~a") + " done")
        .file(
            "array-over-lines.jsonl",
            "4: 1 accepted, 3 MALFORMED",
            "[",
            line("~a") + ",",
            line("~b"),
            "]")
        .bytes(
            "utf-16.jsonl",
            // After the last line feed a zero byte is left.
            "3: 3 MALFORMED",
            (BOM + line("u16a") + "\n" + line("u16b") + "\n").getBytes(UTF_16LE));
  }

  private static TestSource mapped(UglyFiles.Of logs) {
    return TestSource.requests("json", logs.root().resolve("*"))
        .column("ended_at", "end")
        .column("team_id", "team")
        .column("user_id", "user")
        .column("prompt_tokens", "n");
  }

  private static void ends(UglyFiles.Of logs) {
    logs.text("empty.jsonl", "0:", "")
        .text("only-blank-lines.jsonl", "0:", "\n\n  \n\t\n")
        .file("blank-lines-between.jsonl", "2: 2 accepted", line("~a"), "", "   ", line("~b"))
        .text("no-final-newline.jsonl", "2: 2 accepted", line("~a") + "\n" + line("~b"))
        .text("windows-line-ends.jsonl", "2: 2 accepted", line("~a") + "\r\n" + line("~b") + "\r\n")
        .text("carriage-returns.jsonl", "2: 2 accepted", line("~a") + "\r" + line("~b") + "\r")
        .file("byte-order-mark.jsonl", "2: 2 accepted", BOM + line("~a"), line("~b"))
        .file("byte-order-mark-inside.jsonl", "2: 2 accepted", line("~a"), BOM + line("~b"))
        .text(
            "cut-last-line.jsonl", "2: 1 accepted, 1 MALFORMED", line("~a") + "\n{\"id\":\"b\",\"s")
        .text("cut-escape.jsonl", "2: 1 accepted, 1 MALFORMED", line("~a") + "\n{\"id\":\"\\u00")
        .bytes("nothing-inside.jsonl.gz", "0:", gzip(""))
        .bytes("no-bytes.jsonl.gz", "0:", new byte[0])
        .bytes(
            "two-gzip-members.jsonl.gz",
            "2: 2 accepted",
            joined(gzip(line("gz1") + "\n"), gzip(line("gz2") + "\n")))
        // A gzip file without its ending: header, one stored block, no line feed in it.
        .bytes(
            "gzip-without-its-ending.jsonl",
            "1: 1 MALFORMED",
            "\u001f\u008b\u0008\0\0\0\0\0\0\u0003\u0001\1\0\u00fe\u00ffx".getBytes(ISO_8859_1));
  }

  private static void lines(UglyFiles.Of logs) {
    logs.file(
            "arrays-on-lines.jsonl",
            "3: 2 accepted, 1 MALFORMED",
            "[" + line("~a") + ", " + line("~b") + "]",
            "[]",
            "[" + line("~c") + ", 5]")
        .file("no-objects.jsonl", "5: 5 MALFORMED", "nonsense", "17", "\"text\"", "null", "true")
        .file(
            "javascript.jsonl",
            "4: 1 accepted, 3 MALFORMED",
            line("~a").replace('"', '\''),
            "{id:\"~b\"}",
            line("~c").replace("}", ",}"),
            "// " + line("~d"))
        .file(
            "a-member-twice.jsonl",
            "1: 1 accepted",
            record("~a", AT, "\"id\":\"~b\",\"n\":\"word\",\"n\":5"))
        .file(
            "members-missing.jsonl",
            "10: 1 accepted, 9 MISSING_FIELD",
            "{}",
            "{\"start\":" + AT + ",\"model\":\"m\"}",
            "{\"id\":\"~a\",\"model\":\"m\"}",
            "{\"id\":\"~b\",\"start\":" + AT + "}",
            "{\"id\":null,\"start\":" + AT + ",\"model\":\"m\"}",
            line(""),
            line("   "),
            line("-"),
            line("N/A"),
            "{\"id\":\"~c\",\"start\":" + AT + ",\"model\":\"m\"}")
        .file(
            "objects-where-values-belong.jsonl",
            "5: 2 accepted, 3 WRONG_TYPE",
            record("~a", AT, "\"n\":{\"in\":5}"),
            record("~b", AT, "\"n\":[5]"),
            record("~c", "{\"at\":5}", "\"n\":5"),
            record("~d", AT, "\"model\":{\"name\":\"m\"}"),
            record("~e", AT, "\"team\":[\"a\",\"b\"]"))
        .file(
            "deep.jsonl",
            "2: 1 accepted, 1 MALFORMED",
            record("~a", AT, "\"x\":" + "[".repeat(999) + "]".repeat(999)),
            record("~b", AT, "\"x\":" + "[".repeat(5_000) + "]".repeat(5_000)))
        .file(
            "five-megabytes.jsonl",
            "2: 2 accepted",
            record("~a", AT, "\"prompt\":\"" + "p".repeat(5_000_000) + "\""),
            record("~b", AT, "\"team\":\"" + "t".repeat(1_000_000) + "\""));
  }

  private static void numbers(UglyFiles.Of logs) {
    logs.file(
            "tokens-as-text.jsonl",
            "10: 8 accepted, 2 WRONG_TYPE",
            tokens("~a", "12.0"),
            tokens("~b", "\"12\""),
            tokens("~c", "12.5"),
            tokens("~d", "\"12.0\""),
            tokens("~e", "\"1.2e1\""),
            tokens("~f", "\" 12 \""),
            tokens("~g", "\"12 tokens\""),
            tokens("~h", "\"\""),
            tokens("~i", "\"-\""),
            tokens("~j", "null"))
        .file(
            "not-finite.jsonl",
            "6: 6 NON_FINITE",
            tokens("~a", "NaN"),
            tokens("~b", "\"NaN\""),
            tokens("~c", "\"nan\""),
            tokens("~d", "\"Infinity\""),
            tokens("~e", "\"-Infinity\""),
            tokens("~f", "1e400"))
        .file(
            "negative.jsonl",
            "3: 1 accepted, 2 NEGATIVE",
            tokens("~a", "-1"),
            tokens("~b", "\"-1\""),
            tokens("~c", "-0"))
        .file(
            "thousands-and-commas.jsonl",
            "4: 4 WRONG_TYPE",
            tokens("~a", "\"1,234\""),
            tokens("~b", "\"1 234\""),
            tokens("~c", "\"1.234,5\""),
            tokens("~d", "\"12,0\""))
        .file(
            "beyond-64-bits.jsonl",
            "4: 1 accepted, 3 WRONG_TYPE",
            tokens("~a", "9223372036854775807"),
            tokens("~b", "9223372036854775808"),
            tokens("~c", "\"-9223372036854775809\""),
            tokens("~d", "1" + "0".repeat(60)));
  }

  private static void times(UglyFiles.Of logs) {
    logs.file(
            "absurd-times.jsonl",
            // A request of more than thirty days is none: it belongs to where it started.
            "8: 1 accepted, 1 END_BEFORE_START, 1 OUT_OF_RANGE, 1 WRONG_TYPE, 4 outside",
            record("~a", "\"1970-01-01T00:00:00Z\"", "\"n\":1"),
            record("~b", "\"9999-12-31T23:59:59Z\"", "\"n\":1"),
            record("~c", "\"1970-01-01T00:00:00Z\"", "\"end\":" + AT),
            record("~d", AT, "\"end\":\"9999-12-31T23:59:59Z\""),
            record("~e", AT, "\"end\":\"2026-03-29T09:59:59.999999Z\""),
            record("~f", AT, "\"end\":" + AT),
            record("~g", "\"0000-00-00 00:00:00\"", "\"n\":1"),
            // Tomorrow has not begun.
            record("~h", "\"2026-03-30T00:00:00Z\"", "\"n\":1"))
        .file(
            "seconds-that-leap.jsonl",
            "3: 1 accepted, 2 WRONG_TYPE",
            record("~a", "\"2026-03-29T23:59:59.999999Z\"", "\"n\":1"),
            record("~b", "\"2026-03-29T23:59:60Z\"", "\"n\":1"),
            record("~c", "\"2026-03-29T24:00:00Z\"", "\"n\":1"))
        .file(
            "times-of-many-kinds.jsonl",
            "12: 6 accepted, 6 WRONG_TYPE",
            record("~a", "\"2026-03-29T10:00:00.123456789Z\"", "\"n\":1"),
            record("~b", "\"2026-03-29 10:00:00\"", "\"n\":1"),
            record("~c", "\"2026-03-29T12:00:00+02:00\"", "\"n\":1"),
            record("~d", "\"2026/03/29 10:00:00\"", "\"n\":1"),
            record("~e", "\"2026-03-29\"", "\"n\":1"),
            record("~f", "\" 2026-03-29T10:00:00Z \"", "\"n\":1"),
            record("~g", "\"29.03.2026 10:00\"", "\"n\":1"),
            record("~h", "\"10:00:00\"", "\"n\":1"),
            record("~i", "1774778400", "\"n\":1"),
            record("~j", "\"1774778400000\"", "\"n\":1"),
            record("~k", "\"Sun Mar 29 10:00:00 2026\"", "\"n\":1"),
            record("~l", "\"2026-02-30T10:00:00Z\"", "\"n\":1"));
  }

  private static void identities(UglyFiles.Of logs) {
    String longId = "i".repeat(10_000);
    logs.file("the-same-twice.jsonl", "2: 1 accepted, 1 duplicate", line("~a"), line("~a"))
        .file(
            "conflicting-repeats.jsonl",
            "3: 1 accepted, 2 duplicate",
            record("~a", AT, "\"n\":1,\"end\":" + AT),
            record("~a", AT, "\"n\":2,\"end\":\"2026-03-29T11:00:00Z\""),
            tokens("~a", "3"))
        .file(
            "ids-of-other-case-and-blanks.jsonl",
            "3: 2 accepted, 1 duplicate",
            line("A~"),
            line("a~"),
            line("  a~ "))
        .file(
            "ids-of-ten-kilobytes.jsonl",
            "3: 2 accepted, 1 duplicate",
            line("~" + longId + "1"),
            line("~" + longId + "2"),
            line("~" + longId + "1"))
        .file(
            "ids-with-odd-characters.jsonl",
            // Halves of a character, which no text can hold: the first two would be one.
            "5: 2 accepted, 3 WRONG_TYPE",
            line("~\\ud83d"),
            line("~\\ud83e"),
            line("~\\ude00\\ud83d"),
            line("~\\u0000"),
            line("(idle)~ %2F ../* 😀"))
        .file(
            "names-that-nobody-knows.jsonl",
            "2: 2 accepted",
            record("~a", AT, "\"model\":\"(unattributed)\",\"team\":\"(none)\""),
            record("~b", AT, "\"model\":\"' OR 1=1; --\",\"team\":\"=cmd|'/c calc'!A0\""));
  }

  private static void bytes(UglyFiles.Of logs) {
    logs.bytes(
            "not-utf-8.jsonl",
            "5: 1 accepted, 4 MALFORMED",
            latin(
                line("u8"),
                line("\u00fcber"),
                record("u8b", AT, "\"x\":\"\u00ff\""),
                line("\u00c3("),
                "{\"id\":\"\u00c3"))
        .bytes(
            "nul-bytes.jsonl",
            "4: 1 accepted, 3 MALFORMED",
            latin(line("nul"), line("n\0l"), "\0\0\0\0\0\0\0\0", "\0" + line("nul2")))
        .file("a-tab-in-a-text.jsonl", "1: 1 MALFORMED", line("~\t"));
  }

  /** A request of ten o'clock. */
  static String line(String id) {
    return record(id, AT, "\"n\":1");
  }

  private static String tokens(String id, String n) {
    return record(id, AT, "\"n\":" + n);
  }

  static String record(String id, String start, String more) {
    return "{\"id\":\"%s\",\"start\":%s,\"model\":\"m\",%s}".formatted(id, start, more);
  }

  private static byte[] latin(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(ISO_8859_1);
  }
}
