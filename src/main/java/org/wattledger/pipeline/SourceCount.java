package org.wattledger.pipeline;

/** What became of the rows of one file: each row read is counted in exactly one other column. */
public record SourceCount(
    String source,
    String file,
    long read,
    long accepted,
    long rejected,
    long duplicates,
    long filtered,
    long outsideWindow) {

  public boolean isComplete() {
    return read == accepted + rejected + duplicates + filtered + outsideWindow;
  }
}
