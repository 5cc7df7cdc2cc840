package org.wattledger.fleet;

/** Meter readings as CSV records, times in UTC with milliseconds. */
final class SampleLines {

  private static final int MILLISECOND_DIGITS = 3;

  /** What a driver prints when a reading fails; unlike "[N/A]" it does not mean "not there". */
  private static final String NO_NUMBER = "[Unknown Error]";

  static final String HEADER =
      "device_id,sampled_at,energy_mj,power_w,utilization_ratio,node_id,unit_id,model_id,site_id,"
          + "device_model,device_kind";

  static String line(DeviceReadings.Reading reading) {
    SampleRow row = reading.row();
    boolean wrongType = reading.spoiledBy() == SampleFault.WRONG_TYPE;
    StringBuilder line = new StringBuilder(220);
    line.append(text(row.deviceId())).append(',');
    IsoTime.append(line, row.sampledAtUs(), MILLISECOND_DIGITS);
    if (reading.spoiledBy() == SampleFault.MALFORMED_LINE) {
      return line.substring(0, line.length() - MILLISECOND_DIGITS * 2);
    }
    line.append(',').append(wrongType && row.energyMj() != null ? NO_NUMBER : text(row.energyMj()));
    line.append(',').append(wrongType && row.powerW() != null ? NO_NUMBER : text(row.powerW()));
    return line.append(',')
        .append(text(row.utilizationRatio()))
        .append(',')
        .append(row.nodeId())
        .append(',')
        .append(row.unitId())
        .append(',')
        .append(row.modelId())
        .append(',')
        .append(row.siteId())
        .append(',')
        .append(row.deviceModel())
        .append(',')
        .append(SampleRow.DEVICE_KIND)
        .toString();
  }

  private static String text(Object value) {
    return value == null ? "" : value.toString();
  }

  private SampleLines() {}
}
