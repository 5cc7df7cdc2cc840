package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.wattledger.pipeline.UglyFiles.gzip;
import static org.wattledger.pipeline.UglyFiles.joined;

import org.wattledger.sources.TestSource;

/** Ugly CSV: request logs, meters, placements and training jobs; the day is 2026-03-29. */
final class UglyTables {

  private static final String HEADER = "id,start,end,model,n,team";
  private static final String REST = ",2026-03-29T10:00:00Z,,m,1,t";

  private UglyTables() {}

  static void addTo(UglyFiles ugly) {
    UglyFiles.Of logs = ugly.below("csv");
    ends(logs);
    quotes(logs);
    cells(logs);
    logs.readAs("csv", mapped(logs))
        .readAs("csv by expressions", mapped(logs).column("request_id", "concat('y', id)"))
        .done();
    dialects(ugly);
    meters(ugly);
    holders(ugly);
  }

  private static TestSource mapped(UglyFiles.Of logs) {
    return TestSource.requests("csv", logs.root().resolve("*"))
        .column("ended_at", "end")
        .column("prompt_tokens", "n")
        .column("team_id", "team");
  }

  private static void ends(UglyFiles.Of logs) {
    String two = HEADER + "\n~a" + REST + "\n~b" + REST;
    logs.text("empty.csv", "0:", "")
        .text("only-blank-lines.csv", "0:", "\n\n\n")
        .text("only-a-header.csv", "0:", HEADER)
        .text("no-final-newline.csv", "2: 2 accepted", two)
        .text("windows-line-ends.csv", "2: 2 accepted", two.replace("\n", "\r\n") + "\r\n")
        .text("carriage-returns.csv", "2: 2 accepted", two.replace('\n', '\r') + "\r")
        .text("byte-order-mark.csv", "2: 2 accepted", "\ufeff" + two + "\n")
        .text("blank-lines.csv", "2: 2 accepted", "\n\n" + two.replace("\n", "\n\n") + "\n  \n")
        .text("cut-last-line.csv", "3: 2 accepted, 1 MALFORMED", two + "\n~c,2026-03-2")
        .text("header-again.csv", "3: 2 accepted, 1 WRONG_TYPE", two.replace("~b", HEADER + "\n~b"))
        .bytes(
            "two-gzip-members.csv.gz",
            "2: 2 accepted",
            joined(gzip(HEADER + "\ncz1" + REST + "\n"), gzip("cz2" + REST + "\n")));
  }

  private static void quotes(UglyFiles.Of logs) {
    logs.file(
            "quotes.csv",
            "5: 3 accepted, 2 MALFORMED",
            HEADER,
            "\"~a\",\"2026-03-29T10:00:00Z\",,\"m, with comma\",1,\"says \"\"hi\"\"\"",
            "~b,2026-03-29T10:00:00Z,,5\" disk,1,t",
            // The quote is never closed: the rest of the line is one cell.
            "~c,2026-03-29T10:00:00Z,,\"m,1,t",
            // Without the option multiLine a line ends where it ends.
            "~d,2026-03-29T10:00:00Z,,m,1,\"two",
            "lines\"")
        .file(
            "ragged.csv",
            "5: 1 accepted, 3 MALFORMED, 1 MISSING_FIELD",
            HEADER,
            "~a" + REST,
            "~b,2026-03-29T10:00:00Z,,m",
            "~c" + REST + ",more",
            ",,,,,",
            "# a comment")
        .file(
            "too-many-cells.csv",
            "2: 1 accepted, 1 MALFORMED",
            HEADER,
            "~a" + REST,
            "~b" + ",".repeat(25_000));
  }

  private static void cells(UglyFiles.Of logs) {
    String at = ",2026-03-29T10:00:00Z,,m,";
    logs.file(
            "numbers.csv",
            "10: 3 accepted, 1 NEGATIVE, 2 NON_FINITE, 4 WRONG_TYPE",
            HEADER,
            "~a" + at + "\"1,234\",t",
            "~b" + at + "\"3,5\",t",
            "~c" + at + "12 tokens,t",
            "~d" + at + "12.5,t",
            "~e" + at + "12.0,t",
            "~f" + at + "1.2E1,t",
            "~g" + at + "N/A,t",
            "~h" + at + "NaN,t",
            "~i" + at + "inf,t",
            "~j" + at + "-1,t")
        .file(
            "repeats.csv",
            "4: 2 accepted, 2 duplicate",
            HEADER,
            "~a" + REST,
            "\" ~a \"" + REST,
            "~A" + REST,
            "~a,2026-03-29T10:00:00Z,2026-03-29T10:00:05Z,m,9,t")
        // Ids that differ only in bytes that are no UTF-8 would be one; a line of NULs alone is
        // blank.
        .bytes(
            "odd-bytes.csv",
            "4: 1 accepted, 3 WRONG_TYPE",
            (HEADER
                    + "\nob\u00fc"
                    + REST
                    + "\nob\u00fd"
                    + REST
                    + "\nob\0"
                    + REST
                    + "\n\0\0\0\0\noc\u00c3"
                    + REST
                    + "\n")
                .getBytes(ISO_8859_1));
  }

  private static void dialects(UglyFiles ugly) {
    UglyFiles.Of semicolons = ugly.below("semicolons");
    semicolons
        .file(
            "decimal-commas.csv",
            "4: 3 accepted, 1 WRONG_TYPE",
            HEADER.replace(',', ';'),
            ("~a" + REST).replace(',', ';'),
            "~b;2026-03-29T10:00:00Z;;m;3,0;t",
            "~c;2026-03-29T10:00:00Z;;m;3,5;t",
            "# no record",
            "~d;2026-03-29T10:00:00Z;;m;\"4\";a,b")
        .readAs(
            "semicolons",
            mapped(semicolons)
                .column("prompt_tokens", "cast(replace(n, ',', '.') AS DECIMAL(20,3))")
                .option("delimiter", ";")
                .option("comment", "#"))
        .done();
    UglyFiles.Of lines = ugly.below("several-lines");
    lines
        .file(
            "cells-of-several-lines.csv",
            "3: 2 accepted, 1 MALFORMED",
            HEADER,
            "~a,2026-03-29T10:00:00Z,,\"m\nof\n\nfour\",1,t",
            "~b" + REST,
            // Never closed: all that follows is one cell.
            "~c,2026-03-29T10:00:00Z,,\"m,1,t",
            "~d" + REST)
        .readAs("several lines", mapped(lines).option("multiLine", "true"))
        .done();
    UglyFiles.Of wide = ugly.below("utf-16");
    wide.bytes(
            "spreadsheet.csv",
            "2: 2 accepted",
            (HEADER + "\r\nw1" + REST + "\r\nw2" + REST + "\r\n").getBytes(UTF_16))
        .readAs("wide", mapped(wide).option("encoding", "UTF-16").option("multiLine", "true"))
        .done();
    UglyFiles.Of bare = ugly.below("no-header");
    bare.file("no-header.csv", "2: 1 accepted, 1 MALFORMED", "~a" + REST, "~b")
        .readAs(
            "bare",
            mapped(bare)
                .option("header", "false")
                .schema(
                    "id STRING, start STRING, `end` STRING, model STRING, n STRING, team STRING"))
        .done();
  }

  private static void meters(UglyFiles ugly) {
    UglyFiles.Of meters = ugly.below("meters");
    String at = ",2026-03-29T10:00:00Z,";
    meters
        .file(
            "dcgm.csv",
            "16: 5 accepted, 5 MISSING_FIELD, 1 NEGATIVE, 1 NON_FINITE, 1 OUT_OF_RANGE,"
                + " 2 WRONG_TYPE, 1 outside",
            "device , at,w,mj,u",
            "g0" + at + "300,1.5E9,0.5",
            "GPU 0 of host a" + at + "300,,",
            " g1 " + at + ",9223372036854775794,0.5",
            "g2" + at + "140737488355328,5,",
            "g3" + at + "9.223372036854775794E18,5,",
            "g4" + at + "[N/A],9223372036854775794,-",
            "g5" + at + "140737488355328,,",
            "g6" + at + "[Not Supported],N/A,",
            "" + at + "300,,",
            "g7,,300,,",
            "g8" + at + "-1,,",
            "g9" + at + "NaN,5,",
            "g10" + at + "300,,45",
            "g11" + at + "300 W,,",
            "g12" + at + "300,1.5,",
            "g13,2026-03-29 22:59:59-03:00,300,,")
        .readAs(
            "meters",
            TestSource.telemetry("csv", meters.root().resolve("*"))
                .column("power_w", "w")
                .column("energy_mj", "mj")
                .column("utilization_ratio", "u"))
        .done();
    UglyFiles.Of units = ugly.below("units");
    units
        .file(
            "nvidia-smi.csv",
            "6: 3 accepted, 1 MISSING_FIELD, 2 WRONG_TYPE",
            "device,at,power.draw [W],energy,use [%]",
            "g0" + at + "300.25 W,3 kJ,45 %",
            "g1" + at + "300 mW,,",
            "g2" + at + "[N/A],[N/A],100%",
            "g3" + at + "300 horses,,",
            "g4" + at + "\"300,25 W\",,",
            "g5" + at + "[Unknown Error],,".replace("[Unknown Error]", "[Not Supported]"))
        .readAs(
            "units",
            TestSource.telemetry("csv", units.root().resolve("*"))
                .column("power_w", "watts(`power.draw [W]`)")
                .column("energy_mj", "millijoules(energy)")
                .column("utilization_ratio", "ratio(`use [%]`)"))
        .done();
    UglyFiles.Of json = ugly.below("meters-json");
    json.file(
            "scrape.jsonl",
            "6: 3 accepted, 1 MALFORMED, 1 MISSING_FIELD, 1 NON_FINITE",
            "{\"device\":\"g0\",\"at\":\"2026-03-29T10:00:00Z\",\"w\":\"318.4\"}",
            "{\"device\":\"g0\",\"at\":\"2026-03-29T10:00:00Z\",\"w\":318.4}",
            "{\"device\":\"g0\",\"at\":\"2026-03-29T10:00:15Z\",\"w\":\"+Inf\"}",
            "{\"device\":\"g0\",\"at\":\"2026-03-29T10:00:30Z\"}",
            "{\"device\":\"g0\",\"at\":\"2026-03-29T10:00:45Z\",\"w\":3.184e2}",
            "{\"device\":\"g0\",\"at\":\"2026-03-29T10:0")
        .readAs(
            "meters in JSON",
            TestSource.telemetry("json", json.root().resolve("*")).column("power_w", "w"))
        .done();
  }

  private static void holders(UglyFiles ugly) {
    UglyFiles.Of placements = ugly.below("placements");
    placements
        .file(
            "placements.csv",
            "7: 3 accepted, 1 END_BEFORE_START, 1 MISSING_FIELD, 1 WRONG_TYPE, 1 outside",
            "device,unit,from,to",
            "g0,u0,,",
            "g 1,u0,2026-03-29,",
            "g0,u0,0001-01-01,9999-12-31",
            ",u0,,",
            "g0,u0,now,",
            "g0,u0,2026-03-30,2026-03-29",
            "g0,u0,1970-01-01,1970-01-02")
        .readAs(
            "placements",
            TestSource.placements("csv", placements.root().resolve("*"))
                .column("unit_id", "unit")
                .column("valid_from", "from")
                .column("valid_to", "to"))
        .done();
    UglyFiles.Of jobs = ugly.below("jobs");
    jobs.file(
            "jobs.csv",
            "8: 1 accepted, 1 END_BEFORE_START, 1 MISSING_FIELD, 1 NEGATIVE, 1 NON_FINITE,"
                + " 1 OUT_OF_RANGE, 1 WRONG_TYPE, 1 outside",
            "job,start,end,wh",
            "j0,2026-03-29T10:00:00Z,2026-03-29T11:00:00Z,1E3",
            "j1,2026-03-29T10:00:00Z,2026-03-29T09:00:00Z,",
            ",2026-03-29T10:00:00Z,,",
            "j2,2026-03-29T10:00:00Z,,-1",
            "j3,2026-03-29T10:00:00Z,,inf",
            "j4,1969-12-31T23:59:59Z,,",
            "j5,2026-03-29T10:00:00Z,,1 kWh",
            "j6,9999-01-01T00:00:00Z,,")
        .readAs(
            "jobs",
            TestSource.training("csv", jobs.root().resolve("*"))
                .column("ended_at", "end")
                .column("energy_wh", "wh"))
        .done();
  }
}
