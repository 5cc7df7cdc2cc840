package org.wattledger.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wattledger.pipeline.UglyFiles.gzip;
import static org.wattledger.pipeline.UglyRequests.line;

import org.wattledger.sources.TestSource;

/** JSON whose records do not stand one on a line, or that is no UTF-8; the day is 2026-03-29. */
final class UglyOptions {

  private UglyOptions() {}

  static void addTo(UglyFiles ugly) {
    UglyFiles.Of documents = ugly.below("documents");
    documents
        .text("one.json", "1: 1 accepted", line("~a").replace(",", ",\n  "))
        .text("list.json", "2: 2 accepted", "[\n" + line("~a") + ",\n" + line("~b") + "\n]\n")
        .bytes(
            "list.json.gz",
            "2: 2 accepted",
            gzip("[\n" + line("dz1") + ",\n" + line("dz2") + "\n]\n"))
        // Two records are no document, nor is one that was cut.
        .text("two.json", "1: 1 MALFORMED", line("~a") + "\n" + line("~b"))
        .text("cut.json", "1: 1 MALFORMED", "[\n" + line("~a") + ",\n{\"id\":")
        .readAs("documents", json(documents).option("multiLine", "true"))
        .done();
    UglyFiles.Of latin = ugly.below("latin-1");
    latin
        .bytes(
            "latin-1.jsonl",
            "2: 2 accepted",
            (line("la\u00fc") + "\n" + line("la\u00fd") + "\n").getBytes(ISO_8859_1))
        .readAs("latin-1", json(latin).option("encoding", "ISO-8859-1"))
        .done();
    UglyFiles.Of wide = ugly.below("wide-json");
    wide.bytes(
            "wide.jsonl",
            "2: 2 accepted",
            (line("wj1") + "\n" + line("wj2") + "\n").getBytes(UTF_16LE))
        .readAs("wide-json", json(wide).option("encoding", "UTF-16LE").option("lineSep", "\n"))
        .done();
    UglyFiles.Of wideDocuments = ugly.below("wide-documents");
    wideDocuments
        .bytes("wide.json", "1: 1 accepted", line("wd1").replace(",", ",\n").getBytes(UTF_16))
        .readAs(
            "wide-documents",
            json(wideDocuments).option("charset", "UTF-16").option("multiLine", "true"))
        .done();
    UglyFiles.Of separated = ugly.below("separated");
    separated
        .bytes(
            "record-separators.json",
            "2: 2 accepted",
            (line("rs1") + "\u001e" + line("rs2") + "\u001e").getBytes(UTF_8))
        .readAs("separated", json(separated).option("lineSep", "\u001e"))
        .done();
  }

  private static TestSource json(UglyFiles.Of files) {
    return TestSource.requests("json", files.root().resolve("*"));
  }
}
