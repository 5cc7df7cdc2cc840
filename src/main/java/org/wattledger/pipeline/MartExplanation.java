package org.wattledger.pipeline;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerKey;
import org.wattledger.books.ModelKey;
import org.wattledger.books.Pricing;
import org.wattledger.config.AttributionConfig;
import org.wattledger.explanation.Comparison;
import org.wattledger.explanation.Explanation;
import org.wattledger.footprint.Footprint;
import org.wattledger.marts.ModelDaily;
import org.wattledger.marts.TeamDaily;
import org.wattledger.schema.AttributedTables;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** How the rows of a team or a model came to be: the day attributed once more, and their ledger. */
final class MartExplanation implements AutoCloseable {

  private final RetracedDay day;
  private final FactorSteps factors;
  private final AttributedDay attributed;
  private final Pricing pricing;
  private final DayLedger ledger;
  private final DayNames names;

  MartExplanation(SparkSession session, RetracedDay day) {
    this.day = day;
    DayAttribution attribution = day.attribution();
    this.factors = new FactorSteps(day.reference(), day.day(), attribution.interval());
    this.attributed = attribution.attributed(new NoRequestRows());
    this.pricing = new Footprint(attributed.factors(), attribution.siteFactors().currencies());
    this.ledger =
        new DayLedger(JavaSparkContext.fromSparkContext(session.sparkContext()), attributed);
    this.names = ledger.books().names();
  }

  /** The rows of a team; {@code published}: all of them. */
  Explanation team(String team, List<Row> published, AttributionConfig.IdleTeams idleTeams) {
    int number = names.teams().indexOf(team);
    KeyedSums ofTeam = new KeyedSums(LedgerKey.PARTS, AttributedTables.LEDGER.size());
    ledger
        .ofTeams(idleTeams)
        .map(part -> kept(part, LedgerKey.PARTS, key -> part.part(key, LedgerKey.TEAM) == number))
        .collect()
        .forEach(ofTeam::addAll);
    List<Row> recomputed =
        new TeamDaily(
                names,
                pricing,
                new DayFacts(day.reference(), day.day()).costCenters(),
                day.provenance())
            .rows(ofTeam);
    IntUnaryOperator site = cell -> names.siteOf(ofTeam.part(cell, LedgerKey.POOL));
    IntFunction<String> row =
        cell ->
            String.join(
                ", ",
                team,
                names.models().get(ofTeam.part(cell, LedgerKey.MODEL)),
                names.operations().get(ofTeam.part(cell, LedgerKey.OPERATION)),
                names.sites().get(site.applyAsInt(cell)));
    LedgerLines lines =
        lines(
            ofTeam, new LedgerLines.Keys(row, site, cell -> ofTeam.part(cell, LedgerKey.INTERVAL)));
    return explanation(
        OutputTables.TEAM_DAILY, OutputTables.TEAM_ID, team, published, recomputed, lines);
  }

  /** The rows of a model; {@code published}: all of them. */
  Explanation model(String model, List<Row> published) {
    int number = names.models().indexOf(model);
    KeyedSums all = ledger.all().byModel();
    KeyedSums ofModel = kept(all, ModelKey.PARTS, cell -> all.part(cell, ModelKey.MODEL) == number);
    List<Row> recomputed = ModelDaily.rows(ofModel, names, pricing, day.provenance());
    IntFunction<String> row =
        cell ->
            String.join(
                ", ",
                model,
                names.sites().get(ofModel.part(cell, ModelKey.SITE)),
                String.valueOf(names.deviceModel(ofModel.part(cell, ModelKey.DEVICE_MODEL))));
    LedgerLines lines =
        lines(
            ofModel,
            new LedgerLines.Keys(
                row,
                cell -> ofModel.part(cell, ModelKey.SITE),
                cell -> ofModel.part(cell, ModelKey.INTERVAL)));
    return explanation(
        OutputTables.MODEL_DAILY, OutputTables.MODEL_ID, model, published, recomputed, lines);
  }

  private LedgerLines lines(KeyedSums cells, LedgerLines.Keys keys) {
    return new LedgerLines(cells, keys, pricing, factors, names.sites());
  }

  private Explanation explanation(
      Table table,
      Field key,
      String name,
      List<Row> published,
      List<Row> recomputed,
      LedgerLines lines) {
    List<Comparison> compared = new PublishedRows(table).compared(published, recomputed);
    return new Explanation(
        Map.of(key.name(), name),
        day.day(),
        day.publication(),
        day.files(),
        List.of(
            lines.shares(),
            factors.factors(attributed.factors(), lines.places()),
            lines.footprint(),
            lines.rows()),
        published.size(),
        compared,
        Comparison.firstDifference(compared, ColumnSteps.ORDER).orElse(null));
  }

  /** Some cells of a ledger. */
  private static KeyedSums kept(KeyedSums ledger, int parts, IntPredicate isKept) {
    KeyedSums kept = new KeyedSums(parts, AttributedTables.LEDGER.size());
    long[] sums = new long[AttributedTables.LEDGER.size()];
    int[] key = new int[parts];
    for (int cell = 0; cell < ledger.size(); cell++) {
      if (isKept.test(cell)) {
        for (int part = 0; part < parts; part++) {
          key[part] = ledger.part(cell, part);
        }
        ledger.read(cell, sums);
        kept.addAll(kept.cell(key), sums);
      }
    }
    return kept;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
