package org.wattledger.fleet;

import java.io.Serializable;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The meters of a fleet: what every device reports, and what it truly used. */
final class Meters {

  private static final int TIMES = 10;

  private static final StructType DEVICE_TRUTH =
      new StructType()
          .add("usage_date", DataTypes.DateType)
          .add("device_id", DataTypes.StringType)
          .add("unit_id", DataTypes.StringType)
          .add("energy_mj", DataTypes.DoubleType)
          .add("idle_mj", DataTypes.DoubleType)
          .add("dynamic_mj", DataTypes.DoubleType);

  /** Everything that a task needs to read the devices of one unit. */
  private record Reader(MeterPlan plan, Window window, SampleDirt dirt) implements Serializable {

    Iterator<DeviceReadings.Reading> readings(UnitLoads.UnitLoad load) {
      DeviceCurve curve = DeviceCurve.of(load, window);
      return load.unit().devices().stream()
          .flatMap(
              device ->
                  DeviceReadings.of(load.unit(), device, curve, plan, times(device), dirt).stream())
          .iterator();
    }

    SampleTimes times(Device device) {
      Draw draw = new Draw(Draw.mix(plan.seed())).at(TIMES).at(device.index());
      return new SampleTimes(window, plan.intervalUs(), draw);
    }

    Iterator<Row> truth(UnitLoads.UnitLoad load) {
      DeviceCurve curve = DeviceCurve.of(load, window);
      return load.unit().devices().stream()
          .flatMap(
              device -> window.days().stream().map(day -> truth(load.unit(), device, curve, day)))
          .iterator();
    }

    private Row truth(ServingUnit unit, Device device, DeviceCurve curve, LocalDate day) {
      long fromUs = Math.max(window.startUs(), Window.dayStartUs(day.toEpochDay()));
      long toUs = Math.min(window.endUs(), Window.dayStartUs(day.toEpochDay() + 1));
      double energyMj = curve.energyMj(toUs) - curve.energyMj(fromUs);
      double dynamicMj = curve.dynamicMj(toUs) - curve.dynamicMj(fromUs);
      return RowFactory.create(
          Date.valueOf(day),
          device.deviceId(),
          unit.unitId(),
          energyMj,
          energyMj - dynamicMj,
          dynamicMj);
    }
  }

  private final UnitLoads loads;
  private final Reader reader;

  private Meters(UnitLoads loads, Reader reader) {
    this.loads = loads;
    this.reader = reader;
  }

  static Meters of(UnitLoads loads, List<ServingUnit> units, Window window, MeterPlan plan) {
    int devices = units.stream().mapToInt(unit -> unit.devices().size()).sum();
    return new Meters(loads, new Reader(plan, window, SampleDirt.of(plan, window, devices)));
  }

  SampleDirt dirt() {
    return reader.dirt();
  }

  /** When the sample of a planted fault was read. */
  long atUs(Device device, SampleDirt.Place place) {
    return reader.times(device).atUs(place.sample());
  }

  void write(ParquetFiles parquet, Path folder) {
    Reader read = reader;
    JavaRDD<DeviceReadings.Reading> readings = loads.rows().flatMap(read::readings);
    if (read.plan().parquet()) {
      JavaRDD<SampleRow> rows = readings.map(DeviceReadings.Reading::row);
      parquet.writeByDay(CanonicalRows.samples(parquet.session(), rows), folder);
      return;
    }
    String target = folder.toString();
    readings.foreachPartition(
        rows -> {
          try (DayFiles files =
              new DayFiles(target, TaskContext.getPartitionId(), "csv.gz", SampleLines.HEADER)) {
            rows.forEachRemaining(
                reading -> files.write(reading.row().day(), SampleLines.line(reading)));
          }
        });
  }

  /** One row per device and UTC day: its true energy, and how much of it is idle. */
  void writeTruth(ParquetFiles parquet, Path folder) {
    Reader read = reader;
    Dataset<Row> truth =
        parquet.session().createDataFrame(loads.rows().flatMap(read::truth), DEVICE_TRUTH);
    parquet.write(truth.coalesce(1), folder);
  }
}
