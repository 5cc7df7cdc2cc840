package org.wattledger.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a page shows.
 *
 * @param flows that add up to the measured energy
 * @param tables by id
 * @param notes sentences that a reader must know before the numbers
 */
public record ReportContents(
    ReportScope scope,
    Headline headline,
    List<Flow> flows,
    Map<String, ReportTable> tables,
    List<String> notes) {

  public ReportContents {
    flows = List.copyOf(flows);
    tables = Map.copyOf(new LinkedHashMap<>(tables));
    notes = List.copyOf(notes);
  }

  ReportTable table(String id) {
    ReportTable table = tables.get(id);
    if (table == null) {
      throw new IllegalArgumentException("The report has no table " + id);
    }
    return table;
  }
}
