package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.PUE;
import static org.wattledger.schema.ReferenceTables.PUE_HIGH;
import static org.wattledger.schema.ReferenceTables.PUE_LOW;
import static org.wattledger.schema.ReferenceTables.SITES;
import static org.wattledger.schema.ReferenceTables.SITE_ID;
import static org.wattledger.schema.ReferenceTables.WUE_HIGH_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.WUE_LOW_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.WUE_L_PER_KWH;
import static org.wattledger.schema.ReferenceTables.ZONE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sites by name and time. */
public final class SiteTable {

  private final Timeline<Site> bySite;

  private SiteTable(Timeline<Site> bySite) {
    this.bySite = bySite;
  }

  static SiteTable read(List<FileBytes> files, GridTable grid, ProblemLog problems) {
    List<Dated<Site>> rows = new ArrayList<>();
    new ReferenceCsv(SITES, problems)
        .read(
            files,
            row -> {
              if (!grid.covers(row.text(ZONE))) {
                row.problem(ZONE, "the grid table has no such zone; add it there or correct it");
              }
              rows.add(new Dated<>(row.text(SITE_ID), row.validity(), site(row), row.place()));
            });
    return new SiteTable(Timeline.of(rows, problems));
  }

  /** The site as it was at that time. */
  public Optional<Site> find(String siteId, Instant at) {
    return siteId == null ? Optional.empty() : bySite.at(siteId, at);
  }

  /** All rows, by site and time. */
  public Stream<Site> all() {
    return bySite.rows().map(Dated::value);
  }

  private static Site site(ReferenceRow row) {
    return new Site(
        row.text(SITE_ID),
        row.text(ZONE),
        row.estimate(PUE, PUE_LOW, PUE_HIGH, Bounds.PUE),
        row.estimate(WUE_L_PER_KWH, WUE_LOW_L_PER_KWH, WUE_HIGH_L_PER_KWH, Bounds.WATER),
        row.text(SOURCE));
  }
}
