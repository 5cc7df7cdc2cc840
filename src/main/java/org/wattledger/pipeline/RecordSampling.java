package org.wattledger.pipeline;

import java.util.Iterator;
import java.util.List;
import org.wattledger.config.SourceKind;
import org.wattledger.ingest.SourceFailure;
import org.wattledger.sources.RecordColumns;
import org.wattledger.sources.SourceRecords;
import org.wattledger.staging.RecordJudge;
import org.wattledger.staging.Verdicts;

/**
 * Judges the first records of a task and reads no batch beyond them.
 *
 * @param source named where reading fails
 * @param firstPosition number in its file of the first record
 * @param limit how many records are looked at
 */
record RecordSampling(
    String source, SourceKind kind, RecordJudge judge, long firstPosition, long limit)
    implements SourceRecords.Pass<RecordSample> {

  @Override
  public Iterator<RecordSample> over(Iterator<RecordColumns> batches) {
    RecordSample sample = new RecordSample(kind);
    Verdicts verdicts = new Verdicts();
    try {
      while (sample.records() < limit && batches.hasNext()) {
        RecordColumns batch = batches.next();
        judge.judge(batch, verdicts);
        for (int row = 0; row < batch.rows() && sample.records() < limit; row++) {
          sample.add(batch, row, verdicts, firstPosition + sample.records());
        }
      }
    } catch (Exception failure) {
      throw SourceFailure.of(source, failure);
    }
    return List.of(sample).iterator();
  }
}
