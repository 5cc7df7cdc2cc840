package org.wattledger.quality;

import static org.wattledger.schema.Measures.ACTIVE_ENERGY_MJ;
import static org.wattledger.schema.Measures.HOST_ENERGY_MJ;
import static org.wattledger.schema.Measures.IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.PROVISIONED_IDLE_ENERGY_MJ;
import static org.wattledger.schema.Measures.UNATTRIBUTED_ENERGY_MJ;
import static org.wattledger.schema.OutputTables.ACTIVE_MJ;
import static org.wattledger.schema.OutputTables.ESTIMATED_MJ;
import static org.wattledger.schema.OutputTables.MEASURED_MJ;
import static org.wattledger.schema.OutputTables.PROVISIONED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.SHARED_IDLE_MJ;
import static org.wattledger.schema.OutputTables.UNATTRIBUTED_MJ;

import java.util.Map;
import java.util.Optional;
import org.wattledger.schema.Field;
import org.wattledger.schema.OutputTables;
import org.wattledger.schema.Table;

/** A table, or the rows of one kind of device in it, whose energy is summed by site. */
public enum Book {
  ACCELERATORS(OutputTables.ENERGY_BALANCE, Book.ACCELERATOR, Book.balance()),
  HOSTS(OutputTables.ENERGY_BALANCE, "host", Book.balance()),
  /** What every meter recorded. */
  DEVICES(OutputTables.DEVICE_HOURLY, Book.ACCELERATOR, Map.of(Part.MEASURED, MEASURED_MJ)),
  REQUESTS(
      OutputTables.REQUEST_FOOTPRINT,
      null,
      Map.of(
          Part.ACTIVE, ACTIVE_ENERGY_MJ,
          Part.SHARED_IDLE, IDLE_ENERGY_MJ,
          Part.HOST, HOST_ENERGY_MJ)),
  /** What the devices of jobs used is active beside that of requests. */
  TRAINING(
      OutputTables.TRAINING_JOB,
      null,
      Map.of(Part.ACTIVE, ACTIVE_ENERGY_MJ, Part.HOST, HOST_ENERGY_MJ)),
  MODELS(OutputTables.MODEL_DAILY, null, Book.mart()),
  TEAMS(OutputTables.TEAM_DAILY, null, Book.mart());

  private static final String ACCELERATOR = "accelerator";

  private final Table table;
  private final String deviceKind;
  private final Map<Part, Field> columns;

  Book(Table table, String deviceKind, Map<Part, Field> columns) {
    this.table = table;
    this.deviceKind = deviceKind;
    this.columns = columns;
  }

  public Table table() {
    return table;
  }

  /** Which rows of the table count; all, if none is named. */
  public Optional<String> deviceKind() {
    return Optional.ofNullable(deviceKind);
  }

  /** Which column holds a part, in mJ; a part without one is not in this book. */
  public Map<Part, Field> columns() {
    return columns;
  }

  /** Whether what was measured must be the sum of the other parts, row by row. */
  public boolean mustBalance() {
    return table == OutputTables.ENERGY_BALANCE;
  }

  private static Map<Part, Field> balance() {
    return Map.of(
        Part.MEASURED, MEASURED_MJ,
        Part.ACTIVE, ACTIVE_MJ,
        Part.SHARED_IDLE, SHARED_IDLE_MJ,
        Part.PROVISIONED_IDLE, PROVISIONED_IDLE_MJ,
        Part.UNATTRIBUTED, UNATTRIBUTED_MJ,
        Part.ESTIMATED, ESTIMATED_MJ);
  }

  private static Map<Part, Field> mart() {
    return Map.of(
        Part.ACTIVE, ACTIVE_ENERGY_MJ,
        Part.SHARED_IDLE, IDLE_ENERGY_MJ,
        Part.PROVISIONED_IDLE, PROVISIONED_IDLE_ENERGY_MJ,
        Part.UNATTRIBUTED, UNATTRIBUTED_ENERGY_MJ,
        Part.HOST, HOST_ENERGY_MJ);
  }
}
