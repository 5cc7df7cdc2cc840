package org.wattledger.cli;

import java.util.Map;

/**
 * One round of a day inside one process; the first of a process is cold.
 *
 * @param engine who ran it
 * @param round from 1
 * @param wallS seconds of the round alone
 * @param cpuS processor time of the round alone, seconds
 * @param use of the whole process at the end of the round
 * @param stagesMs stage to milliseconds, in the order in which they ended
 */
public record BenchmarkRound(
    String engine,
    int round,
    double wallS,
    double cpuS,
    ProcessUse use,
    Map<String, Long> stagesMs) {

  /** The round that lies between two moments. */
  public static BenchmarkRound between(
      String engine, int round, ProcessUse begin, ProcessUse end, Map<String, Long> stagesMs) {
    return new BenchmarkRound(
        engine,
        round,
        end.sinceStartS() - begin.sinceStartS(),
        end.cpuS() - begin.cpuS(),
        end,
        stagesMs);
  }
}
