package org.wattledger.pipeline;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.wattledger.attribution.AttributedDay;
import org.wattledger.books.Consumed;
import org.wattledger.books.DayBooks;
import org.wattledger.books.DayNames;
import org.wattledger.books.KeyedSums;
import org.wattledger.books.LedgerTotals;
import org.wattledger.config.AttributionConfig;
import org.wattledger.footprint.IdleByUse;
import org.wattledger.footprint.PoolLedger;
import org.wattledger.footprint.RequestLedger;
import org.wattledger.footprint.TotalsOfLedger;
import org.wattledger.schema.AttributedTables;

/**
 * Every millijoule of a day: the ledger of requests in parts, as they were consumed, and that of
 * what no request used.
 */
final class DayLedger {

  private final JavaSparkContext spark;
  private final DayBooks books;
  private final JavaRDD<Consumed> consumed;
  private final Broadcast<RequestLedger> requests;
  private final Broadcast<DayNames> names;
  private final PoolLedger pools;
  private final LedgerTotals serving;
  private final LedgerTotals all;

  DayLedger(JavaSparkContext spark, AttributedDay day) {
    this.spark = spark;
    this.books = day.books();
    this.consumed = day.consumed();
    this.requests = spark.broadcast(new RequestLedger(books.poolHours()));
    this.names = spark.broadcast(books.names());
    LedgerTotals ofRequests = totalsOfRequests();
    this.pools = PoolLedger.of(books, ofRequests.byPool());
    this.serving = ofRequests.add(totals(pools.provisioned()));
    this.all =
        nothing().add(serving).add(totals(pools.trained())).add(totals(pools.unattributed()));
  }

  DayBooks books() {
    return books;
  }

  PoolLedger pools() {
    return pools;
  }

  /** Of what requests consumed and what was provisioned for them. */
  LedgerTotals serving() {
    return serving;
  }

  /** Of the whole ledger. */
  LedgerTotals all() {
    return all;
  }

  /** Under the same names. */
  LedgerTotals totals(KeyedSums ledger) {
    return TotalsOfLedger.of(ledger, books.names());
  }

  /** The ledger of requests by team, in parts. */
  JavaRDD<KeyedSums> byTeam() {
    Broadcast<RequestLedger> ledger = requests;
    return consumed.map(part -> ledger.value().of(part.byTeam()));
  }

  /** The whole ledger by team, in parts: what was used, what stayed idle, what is nobody's. */
  JavaRDD<KeyedSums> ofTeams(AttributionConfig.IdleTeams idleTeams) {
    JavaRDD<KeyedSums> used = byTeam();
    KeyedSums idle = pools.provisioned();
    if (idleTeams == AttributionConfig.IdleTeams.BY_USE) {
      Broadcast<IdleByUse> byUse = spark.broadcast(idleByUse());
      idle = restOfIdle(byUse);
      used =
          used.map(
              part -> {
                part.addAll(byUse.value().charged(part));
                return part;
              });
    }
    return used.union(spark.parallelize(List.of(idle, pools.trained(), pools.unattributed()), 1));
  }

  /** The ledger of requests by token class, in parts, each with its histograms. */
  JavaRDD<ClassPart> byClass() {
    Broadcast<RequestLedger> ledger = requests;
    return consumed.map(
        part -> new ClassPart(ledger.value().of(part.byClass()), part.histograms()));
  }

  /** A part of the ledger by token class. */
  record ClassPart(KeyedSums ledger, KeyedSums histograms) {}

  /** How provisioned idle is spread over the teams. */
  private IdleByUse idleByUse() {
    Broadcast<DayNames> everywhere = names;
    KeyedSums use =
        byTeam()
            .map(ledger -> IdleByUse.use(ledger, everywhere.value()))
            .treeReduce(DayLedger::together);
    return new IdleByUse(books.names(), pools.provisioned(), use);
  }

  /** What stays idle once it is spread. */
  private KeyedSums restOfIdle(Broadcast<IdleByUse> idle) {
    return idle.value()
        .rest(
            byTeam()
                .map(ledger -> IdleByUse.withoutTeam(idle.value().charged(ledger)))
                .treeReduce(DayLedger::together));
  }

  /** Lets go of what is held in memory. */
  void close() {
    consumed.unpersist();
    requests.unpersist();
    names.unpersist();
  }

  JavaSparkContext spark() {
    return spark;
  }

  private LedgerTotals totalsOfRequests() {
    Broadcast<DayNames> everywhere = names;
    return byTeam()
        .map(ledger -> TotalsOfLedger.of(ledger, everywhere.value()))
        .treeReduce(LedgerTotals::add);
  }

  private static LedgerTotals nothing() {
    return LedgerTotals.ofNothing(AttributedTables.LEDGER.size());
  }

  private static KeyedSums together(KeyedSums left, KeyedSums right) {
    left.addAll(right);
    return left;
  }
}
