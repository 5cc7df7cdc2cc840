package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.wattledger.config.WattledgerConfig;
import org.wattledger.publication.PublicationFailed;
import org.wattledger.publication.PublishedDay;
import org.wattledger.publication.WarehouseTree;
import org.wattledger.reference.Reference;
import org.wattledger.reference.ReferenceCatalog;
import org.wattledger.report.Headline;
import org.wattledger.report.Headline.Balance;
import org.wattledger.report.ReportContents;
import org.wattledger.report.ReportPage;
import org.wattledger.report.ReportScope;
import org.wattledger.report.ReportTable;
import org.wattledger.report.SmallTeams;
import org.wattledger.schema.Measures;
import org.wattledger.schema.OutputTables;

/** The page about published days: reads their tables, writes one file below {@code _reports}. */
public final class PublishedReport {

  /**
   * What a page is asked for.
   *
   * @param zone whose days the hourly tables give
   * @param isShared leaves the house: small teams lose their names
   * @param madeAt now
   */
  public record Request(
      LocalDate from, LocalDate to, ZoneId zone, boolean isShared, Instant madeAt) {}

  /**
   * A page that was written.
   *
   * @param warnings sentences about what it lacks
   */
  public record Written(
      Path file, long bytes, int publishedDays, List<LocalDate> missing, List<String> warnings) {

    public Written {
      missing = List.copyOf(missing);
      warnings = List.copyOf(warnings);
    }
  }

  private static final double MJ_PER_WH = 3_600_000;

  private final WattledgerConfig config;
  private final Path warehouse;
  private final Request request;
  private final ReportRange range;
  private final ReportRows rows;
  private final List<String> warnings = new ArrayList<>();

  private PublishedReport(SparkSession session, WattledgerConfig config, Request request) {
    this.config = config;
    this.request = request;
    this.warehouse = Warehouse.directory(config.warehouse());
    this.range = ReportRange.of(warehouse, request.from(), request.to(), request.zone());
    this.rows = new ReportRows(session, warehouse, range);
  }

  /**
   * Looks whether a page can be made, without an engine.
   *
   * @throws RunFailure USAGE, INPUT as {@link #write}
   */
  public static void check(WattledgerConfig config, Request request) {
    ReportRange.of(
        Warehouse.directory(config.warehouse()), request.from(), request.to(), request.zone());
  }

  /**
   * Makes and writes a page.
   *
   * @throws RunFailure USAGE, INPUT as {@link ReportRange}; SECURITY if {@code _reports} is a link;
   *     STORAGE if it cannot be written
   */
  public static Written write(SparkSession session, WattledgerConfig config, Request request) {
    PublishedReport report = new PublishedReport(session, config, request);
    String html = ReportPage.html(report.contents());
    try {
      Path file = WarehouseTree.report(report.warehouse, report.fileName(), html);
      return new Written(
          file,
          Files.size(file),
          report.range.published().size(),
          report.range.missing(),
          report.warnings);
    } catch (PublicationFailed e) {
      throw RunFailure.of(e);
    } catch (IOException e) {
      throw new RunFailure(
          ExitCode.STORAGE,
          "The report cannot be written below %s: %s".formatted(report.warehouse, e),
          "check that the warehouse is writable",
          e);
    }
  }

  private String fileName() {
    String zone = range.isUtc() ? "" : "_" + request.zone().getId().replaceAll("[^A-Za-z0-9]", "-");
    return "%s_%s%s%s.html"
        .formatted(request.from(), request.to(), zone, request.isShared() ? "_shared" : "");
  }

  private ReportContents contents() {
    Reference reference = ReferenceCatalog.load(DayFacts.source(config.reference()));
    Instant at = request.to().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
    ReportParts parts = ReportParts.read(rows, range, request.isShared());
    SmallTeams small = small(parts);
    ReportMeters meters = parts.meters();
    Headline headline = headline(parts, reference, at);
    ReportTable teams = parts.teams().table(small, parts.models().currencies());
    ReportTable queries = parts.queries().table(range.published().size() == 1);
    ReportYardsticks yardsticks = new ReportYardsticks(reference.equivalences(), at);
    ReportYardsticks.PerRequest perRequest = perRequest(headline, parts, queries);
    Map<String, ReportTable> tables = new LinkedHashMap<>(parts.tables());
    Stream.of(
            meters.balanceTable(),
            meters.coverageTable(),
            parts.models().table(),
            teams,
            queries,
            parts.hours().hours(),
            parts.hours().days(),
            ReportStudies.training(rows.daily(OutputTables.TRAINING_JOB), small),
            yardsticks.perRequest(perRequest),
            yardsticks.others(headline, perRequest, meters.meanPowerW(), tables.get("lifetimes")),
            ReportQuality.sources(warehouse, range.published()))
        .forEach(table -> tables.put(table.id(), table));
    return new ReportContents(
        scope(small), headline, parts.teams().flows(small, teams), tables, notes());
  }

  private static Headline headline(ReportParts parts, Reference reference, Instant at) {
    ReportModels models = parts.models();
    Balance balance = parts.meters().balance(parts.teams().trainingMj());
    long modelledMj = models.count(Measures.MODELLED_ENERGY_MJ);
    long known = balance.measuredMj() + modelledMj;
    return new Headline(
        balance,
        parts.meters().energyWh(reference.meterTiers(), at),
        models.count(Measures.HOST_ENERGY_MJ),
        models.amount(Measures.FACILITY_ENERGY_WH),
        models.bounded(
            Measures.LOCATION_EMISSIONS_GCO2E,
            Measures.LOCATION_LOW_EMISSIONS_GCO2E,
            Measures.LOCATION_HIGH_EMISSIONS_GCO2E,
            Measures.LOCATION_DOMINANT_INPUT),
        models.bounded(
            Measures.MARKET_EMISSIONS_GCO2E,
            Measures.MARKET_LOW_EMISSIONS_GCO2E,
            Measures.MARKET_HIGH_EMISSIONS_GCO2E,
            Measures.MARKET_DOMINANT_INPUT),
        models.bounded(
            Measures.EMBODIED_EMISSIONS_GCO2E,
            Measures.EMBODIED_LOW_EMISSIONS_GCO2E,
            Measures.EMBODIED_HIGH_EMISSIONS_GCO2E,
            Measures.EMBODIED_DOMINANT_INPUT),
        models.amount(Measures.FLOOR_EMISSIONS_GCO2E),
        models.amount(Measures.CEILING_EMISSIONS_GCO2E),
        parts.unknownEmissionsMj(),
        models.amount(Measures.ONSITE_WATER_L),
        models.amount(Measures.OFFSITE_WATER_L),
        models.costs(),
        known == 0 ? null : (balance.measuredMj() - balance.estimatedMj()) / (double) known,
        models.count(Measures.REQUESTS),
        models.count(Measures.FAILED_REQUESTS),
        models.count(Measures.OUTPUT_TOKENS));
  }

  private static ReportYardsticks.PerRequest perRequest(
      Headline headline, ReportParts parts, ReportTable queries) {
    long requests = headline.requests();
    Double facility =
        requests == 0 || headline.facilityWh() == null
            ? null
            : (Double) ((headline.facilityWh() - parts.teams().trainingFacilityWh()) / requests);
    double itMj =
        headline.balance().measuredMj()
            - (double) headline.balance().trainingMj()
            + headline.hostMj();
    return new ReportYardsticks.PerRequest(
        parts.queries().mean(queries, "mean"),
        parts.queries().mean(queries, "marginal"),
        requests == 0 ? null : (Double) (itMj / MJ_PER_WH / requests),
        facility);
  }

  private SmallTeams small(ReportParts parts) {
    if (!request.isShared()) {
      return SmallTeams.none();
    }
    Map<String, Long> users = parts.users();
    if (users.values().stream().allMatch(count -> count == 0)) {
      warnings.add(
          "no request of the range has a user key, so every team counts as small: set"
              + " privacy.user-key and map user_id to tell large teams from small ones");
    }
    return SmallTeams.below(config.privacy().minTeamUsers(), parts.teams().names(), users);
  }

  private ReportScope scope(SmallTeams small) {
    return new ReportScope(
        request.from(),
        request.to(),
        request.zone(),
        range.published().size(),
        range.missing(),
        request.isShared(),
        config.privacy().minTeamUsers(),
        small.count(),
        request.madeAt(),
        RunManifest.Versions.ofThisJar(),
        range.published().stream().map(PublishedDay::methodVersion).distinct().sorted().toList(),
        range.published().stream()
            .map(PublishedDay::referenceVersion)
            .distinct()
            .sorted()
            .toList());
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!range.missing().isEmpty()) {
      String days = range.missing().size() == 1 ? "day is" : "days are";
      String sentence =
          "%d UTC %s not published and missing from every number: %s"
              .formatted(range.missing().size(), days, ranges(range.missing()));
      notes.add(sentence);
      warnings.add(sentence);
    }
    long methods = range.published().stream().map(PublishedDay::methodVersion).distinct().count();
    if (methods > 1) {
      notes.add("The days were made by different method versions; see Methods and sources.");
    }
    return notes;
  }

  private static String ranges(List<LocalDate> days) {
    List<String> texts = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= days.size(); i++) {
      if (i == days.size() || !days.get(i).equals(days.get(i - 1).plusDays(1))) {
        texts.add(
            first == i - 1
                ? days.get(first).toString()
                : days.get(first) + " to " + days.get(i - 1));
        first = i;
      }
    }
    return String.join(", ", texts);
  }
}
