package org.wattledger.pipeline;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.Row;
import org.wattledger.quantity.TimeRange;
import org.wattledger.schema.CanonicalTables;
import org.wattledger.schema.Field;

/**
 * One row of {@code CanonicalTables.TRAINING}: a job, or a stretch of it, on one named device or on
 * some that nobody names. What the row does not say is null, or NaN.
 *
 * @param startUs microseconds since the epoch
 * @param endUs exclusive; of a row that is still running: the end of the day
 * @param devices how many at one time; of a named device 1
 */
record JobRow(
    String jobId,
    String modelId,
    String teamId,
    String siteId,
    String deviceId,
    String deviceModel,
    long startUs,
    long endUs,
    boolean isRunning,
    long devices,
    double statedTimeH,
    double statedPowerW,
    double statedEnergyWh) {

  static JobRow of(Row row, TimeRange day) {
    String device = text(row, CanonicalTables.DEVICE_ID);
    Long devices = row.getAs(CanonicalTables.DEVICES.name());
    Long endUs = micros(row, CanonicalTables.JOB_ENDED_AT);
    return new JobRow(
        text(row, CanonicalTables.JOB_ID),
        text(row, CanonicalTables.MODEL_ID),
        text(row, CanonicalTables.TEAM_ID),
        text(row, CanonicalTables.SITE_ID),
        device,
        text(row, CanonicalTables.DEVICE_MODEL),
        micros(row, CanonicalTables.JOB_STARTED_AT),
        endUs == null ? day.endUs() : endUs,
        endUs == null,
        device != null || devices == null ? 1 : devices,
        number(row, CanonicalTables.DEVICE_TIME_H),
        number(row, CanonicalTables.JOB_POWER_W),
        number(row, CanonicalTables.ENERGY_WH));
  }

  /** Device-hours: as stated once they are final, else devices x time. */
  double deviceTimeH() {
    double spanH = (double) devices * (endUs - startUs) / TimeRange.MICROSECONDS_PER_HOUR;
    return isRunning || Double.isNaN(statedTimeH) ? spanH : statedTimeH;
  }

  /** The energy of the whole row; of one that is still running it is not final, and so unknown. */
  double finalEnergyWh() {
    return isRunning ? Double.NaN : statedEnergyWh;
  }

  private static String text(Row row, Field field) {
    return row.getAs(field.name());
  }

  private static double number(Row row, Field field) {
    Double value = row.getAs(field.name());
    return value == null ? Double.NaN : value;
  }

  private static Long micros(Row row, Field field) {
    Timestamp at = row.getAs(field.name());
    return at == null ? null : ChronoUnit.MICROS.between(Instant.EPOCH, at.toInstant());
  }
}
