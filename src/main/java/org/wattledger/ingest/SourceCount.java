package org.wattledger.ingest;

import org.wattledger.config.SourceKind;

/**
 * What became of the records of one file: {@code read = accepted + rejected + duplicates + filtered
 * + outsideWindow}.
 *
 * @param file as shown, see {@link org.wattledger.sources.InputFile#name}
 * @param read records in the file
 * @param duplicates records that repeat a request and are not the one that is kept
 */
public record SourceCount(
    SourceKind kind,
    String source,
    String file,
    long read,
    long accepted,
    long rejected,
    long duplicates,
    long filtered,
    long outsideWindow) {

  public SourceCount {
    long found = accepted + rejected + duplicates + filtered + outsideWindow;
    if (read != found || accepted < 0) {
      throw new IllegalStateException(
          ("%s, source \"%s\": %d records were read, but %d accepted, %d rejected, %d duplicates,"
                  + " %d filtered and %d outside the window are %d. Run the day again; if it stays,"
                  + " the staged files are damaged.")
              .formatted(
                  file,
                  source,
                  read,
                  accepted,
                  rejected,
                  duplicates,
                  filtered,
                  outsideWindow,
                  found));
    }
  }

  /** The same file after more of its accepted records turned out unusable or told twice. */
  public SourceCount settle(long nowRejected, long nowDuplicates) {
    return new SourceCount(
        kind,
        source,
        file,
        read,
        accepted - nowRejected - nowDuplicates,
        rejected + nowRejected,
        duplicates + nowDuplicates,
        filtered,
        outsideWindow);
  }
}
