package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.wattledger.books.DayNames;
import org.wattledger.books.LedgerKey;
import org.wattledger.physics.SlotGrid;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.OutputTables;

/** Numbers whatever occurs in the keys of a day: names of requests, then those of our own rows. */
final class NamesOfDay {

  private NamesOfDay() {}

  static DayNames of(
      SlotGrid grid, Topology topology, BookingFacts facts, Collection<BookingPass.Told> tasks) {
    Set<String> models = new LinkedHashSet<>(topology.models());
    Set<String> teams = new TreeSet<>();
    Set<String> operations = new TreeSet<>();
    for (BookingPass.Told task : tasks) {
      teams.addAll(task.teams());
      operations.addAll(task.operations());
    }
    for (Topology.Pool pool : topology.pools()) {
      if (pool.isTraining()) {
        models.add(pool.job().modelId());
        teams.add(pool.job().teamId());
      }
    }
    models.add(OutputTables.UNATTRIBUTED);
    teams.addAll(Set.of(OutputTables.IDLE, OutputTables.UNATTRIBUTED));
    operations.addAll(Set.of(OutputTables.NONE, AttributedTables.TRAINING_OPERATION));
    List<String> deviceModels =
        topology.pools().stream()
            .map(Topology.Pool::deviceModel)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    List<DayNames.Pool> pools = new ArrayList<>();
    for (Topology.Pool pool : topology.pools()) {
      pools.add(
          new DayNames.Pool(
              facts.siteOfPool()[pools.size()],
              pool.poolId(),
              pool.deviceModel() == null
                  ? LedgerKey.NONE
                  : deviceModels.indexOf(pool.deviceModel())));
    }
    return new DayNames(
        grid.intervals() / SlotGrid.HOURS,
        facts.factors().sites(),
        pools,
        deviceModels,
        List.copyOf(models),
        List.copyOf(teams),
        List.copyOf(operations));
  }
}
