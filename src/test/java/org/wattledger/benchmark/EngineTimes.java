package org.wattledger.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.wattledger.cli.BenchmarkRound;

/**
 * What one engine needed, as medians over its processes.
 *
 * @param coldS from the start of the process to the end of its first round, seconds
 * @param warmS a later round in the same process, seconds; NaN: there was none
 * @param peakResidentMb the most of any process, its children included
 * @param warmStagesMs of the last round; of the first if there is no other
 */
record EngineTimes(
    double coldS,
    double coldCpuS,
    double warmS,
    double warmCpuS,
    double peakResidentMb,
    Map<String, Double> warmStagesMs) {

  static EngineTimes of(List<BenchmarkRound> rounds) {
    int last = rounds.stream().mapToInt(BenchmarkRound::round).max().orElseThrow();
    List<BenchmarkRound> cold = rounds.stream().filter(round -> round.round() == 1).toList();
    List<BenchmarkRound> warm = rounds.stream().filter(round -> round.round() > 1).toList();
    return new EngineTimes(
        median(cold, round -> round.use().sinceStartS()),
        median(cold, round -> round.use().cpuS()),
        median(warm, BenchmarkRound::wallS),
        median(warm, BenchmarkRound::cpuS),
        rounds.stream().mapToDouble(round -> round.use().peakResidentMb()).max().orElse(Double.NaN),
        stages(rounds.stream().filter(round -> round.round() == last).toList()));
  }

  private static Map<String, Double> stages(List<BenchmarkRound> rounds) {
    return rounds.get(0).stagesMs().keySet().stream()
        .collect(
            Collectors.toMap(
                stage -> stage,
                stage -> median(rounds, round -> round.stagesMs().getOrDefault(stage, 0L)),
                (first, second) -> first,
                LinkedHashMap::new));
  }

  private static double median(
      List<BenchmarkRound> rounds, ToDoubleFunction<BenchmarkRound> figure) {
    List<Double> sorted = rounds.stream().map(figure::applyAsDouble).sorted().toList();
    int size = sorted.size();
    return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
