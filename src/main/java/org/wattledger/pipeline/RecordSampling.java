package org.wattledger.pipeline;

import java.util.Iterator;
import java.util.List;
import org.wattledger.config.SourceKind;
import org.wattledger.sources.RequestColumns;
import org.wattledger.sources.RequestRecords;
import org.wattledger.staging.RecordJudge;
import org.wattledger.staging.RequestVerdicts;

/**
 * Judges the first records of a task and reads no batch beyond them.
 *
 * @param firstPosition number in its file of the first record
 * @param limit how many records are looked at
 */
record RecordSampling(SourceKind kind, RecordJudge judge, long firstPosition, long limit)
    implements RequestRecords.Pass<RecordSample> {

  @Override
  public Iterator<RecordSample> over(Iterator<RequestColumns> batches) {
    RecordSample sample = new RecordSample(kind);
    RequestVerdicts verdicts = new RequestVerdicts();
    while (sample.records() < limit && batches.hasNext()) {
      RequestColumns batch = batches.next();
      judge.judge(batch, verdicts);
      for (int row = 0; row < batch.rows() && sample.records() < limit; row++) {
        sample.add(batch, row, verdicts, firstPosition + sample.records());
      }
    }
    return List.of(sample).iterator();
  }
}
