package org.wattledger.attribution;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.wattledger.physics.SiteFactors;

/**
 * Everything attribution found out about a day. Rows are of the tables in {@code AttributedTables}
 * and {@code OutputTables.DEVICE_HOURLY}, without the day.
 *
 * @param requestFiles the finished files of request rows
 * @param factors what the energy of the day's sites was priced with
 * @param consumption by team, whatever the size of the requests
 * @param queryConsumption the same requests by token class, whatever the team
 * @param telemetryRepeats readings told twice, by source and file
 * @param refusedReadings readings that no meter can have shown
 * @param lastSampleUs time of the last reading of any device; {@link Long#MIN_VALUE}: none
 * @param withoutMaxPower device models whose maximum power the hardware table does not know
 * @param withoutIdlePower device models whose idle power it does not know: their floor is 0
 */
public record AttributedDay(
    Topology topology,
    SiteFactors factors,
    List<RequestSink.WrittenFile> requestFiles,
    JavaRDD<Row> consumption,
    JavaRDD<Row> queryConsumption,
    JavaRDD<Row> histograms,
    List<Row> poolHours,
    List<Row> provisions,
    List<Row> training,
    JavaRDD<Row> deviceHours,
    Map<Origin, Long> telemetryRepeats,
    List<RefusedReading> refusedReadings,
    long lastSampleUs,
    List<String> withoutMaxPower,
    List<String> withoutIdlePower) {

  /** File of a configured source. */
  public record Origin(String source, String file) {}

  /** A reading that was refused once its neighbours and its device were known. */
  public record RefusedReading(String source, String file, long position, String reason) {}
}
