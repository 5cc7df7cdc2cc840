package org.wattledger.attribution;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.wattledger.books.Consumed;
import org.wattledger.books.DayBooks;
import org.wattledger.physics.SiteFactors;

/**
 * Everything attribution found out about a day.
 *
 * @param requestFiles the finished files of request rows
 * @param factors what the energy of the day's sites was priced with
 * @param books what the meters recorded, and what of it no request used
 * @param consumed what requests used, in parts
 * @param deviceHours rows of {@code OutputTables.DEVICE_HOURLY}, without the day
 * @param telemetryRepeats readings told twice, by source and file
 * @param refusedReadings readings that no meter can have shown
 * @param lastSampleUs time of the last reading of any device; {@link Long#MIN_VALUE}: none
 * @param coverageRatio share of the day that the samples of all accelerators cover; NaN: there is
 *     none
 * @param withoutMaxPower device models whose maximum power the hardware table does not know
 * @param withoutIdlePower device models whose idle power it does not know: their floor is 0
 * @param withoutEnds models of whose requests no log tells an end
 * @param disagreeingDevices devices whose power samples lie far off their counter
 * @param clocks nodes and pools whose meters and requests tell different times
 */
public record AttributedDay(
    Topology topology,
    SiteFactors factors,
    List<RequestSink.WrittenFile> requestFiles,
    DayBooks books,
    JavaRDD<Consumed> consumed,
    JavaRDD<Row> deviceHours,
    Map<Origin, Long> telemetryRepeats,
    List<RefusedReading> refusedReadings,
    long lastSampleUs,
    double coverageRatio,
    List<String> withoutMaxPower,
    List<String> withoutIdlePower,
    List<String> withoutEnds,
    List<String> disagreeingDevices,
    List<MeterClock> clocks) {

  /** File of a configured source. */
  public record Origin(String source, String file) {}

  /** A reading that was refused once its neighbours and its device were known. */
  public record RefusedReading(String source, String file, long position, String reason) {}
}
