package org.wattledger.reference;

import static org.wattledger.schema.ReferenceRows.SOURCE;
import static org.wattledger.schema.ReferenceTables.ALIASES;
import static org.wattledger.schema.ReferenceTables.DEVICE_MODEL;
import static org.wattledger.schema.ReferenceTables.EMBODIED_HIGH_KGCO2E;
import static org.wattledger.schema.ReferenceTables.EMBODIED_KGCO2E;
import static org.wattledger.schema.ReferenceTables.EMBODIED_LOW_KGCO2E;
import static org.wattledger.schema.ReferenceTables.HARDWARE;
import static org.wattledger.schema.ReferenceTables.HOST_EMBODIED_HIGH_KGCO2E;
import static org.wattledger.schema.ReferenceTables.HOST_EMBODIED_KGCO2E;
import static org.wattledger.schema.ReferenceTables.HOST_EMBODIED_LOW_KGCO2E;
import static org.wattledger.schema.ReferenceTables.HOST_HIGH_W_PER_DEVICE;
import static org.wattledger.schema.ReferenceTables.HOST_LOW_W_PER_DEVICE;
import static org.wattledger.schema.ReferenceTables.HOST_W_PER_DEVICE;
import static org.wattledger.schema.ReferenceTables.IDLE_W;
import static org.wattledger.schema.ReferenceTables.INCLUDES_HOST;
import static org.wattledger.schema.ReferenceTables.KIND;
import static org.wattledger.schema.ReferenceTables.LIFETIME_H;
import static org.wattledger.schema.ReferenceTables.LOADED_IDLE_HIGH_W;
import static org.wattledger.schema.ReferenceTables.LOADED_IDLE_LOW_W;
import static org.wattledger.schema.ReferenceTables.LOADED_IDLE_W;
import static org.wattledger.schema.ReferenceTables.MAX_W;
import static org.wattledger.schema.ReferenceTables.MEMORY_GB;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Device models by name and time. */
public final class HardwareTable {

  private static final Set<String> KINDS = Set.of("accelerator", "host", "platform");

  private final Timeline<Hardware> byModel;
  private final Aliases aliases;

  private HardwareTable(Timeline<Hardware> byModel, Aliases aliases) {
    this.byModel = byModel;
    this.aliases = aliases;
  }

  static HardwareTable read(List<FileBytes> files, ProblemLog problems) {
    List<Dated<Hardware>> rows = new ArrayList<>();
    new ReferenceCsv(HARDWARE, problems)
        .read(
            files,
            row ->
                rows.add(
                    new Dated<>(
                        row.text(DEVICE_MODEL), row.validity(), hardware(row), row.place())));
    Timeline<Hardware> byModel = Timeline.of(rows, problems);
    return new HardwareTable(
        byModel, Aliases.of(byModel, ALIASES.name(), Hardware::aliases, problems));
  }

  /** The device of this name or alias, in any case and spacing, as it was at that time. */
  public Optional<Hardware> find(String name, Instant at) {
    return name == null
        ? Optional.empty()
        : aliases.canonical(name).flatMap(model -> byModel.at(model, at));
  }

  /** All rows, by name and time. */
  public Stream<Hardware> all() {
    return byModel.rows().map(Dated::value);
  }

  private static Hardware hardware(ReferenceRow row) {
    double idleW = row.number(IDLE_W, Bounds.POWER);
    double loadedIdleW = row.number(LOADED_IDLE_W, Bounds.POWER);
    double maxW = row.number(MAX_W, Bounds.POWER);
    row.checkOrder(IDLE_W, idleW, MAX_W, maxW);
    row.checkOrder(LOADED_IDLE_W, loadedIdleW, MAX_W, maxW);
    row.checkOrder(IDLE_W, idleW, LOADED_IDLE_W, loadedIdleW);
    String kind = row.word(KIND, KINDS);
    return new Hardware(
        row.text(DEVICE_MODEL),
        row.names(ALIASES),
        kind == null
            ? Hardware.Kind.ACCELERATOR
            : Hardware.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        ReferenceRow.optional(idleW),
        row.estimate(LOADED_IDLE_W, LOADED_IDLE_LOW_W, LOADED_IDLE_HIGH_W, Bounds.POWER),
        ReferenceRow.optional(maxW),
        row.estimate(
            HOST_W_PER_DEVICE, HOST_LOW_W_PER_DEVICE, HOST_HIGH_W_PER_DEVICE, Bounds.POWER_OR_NONE),
        row.flag(INCLUDES_HOST),
        row.estimate(
            EMBODIED_KGCO2E, EMBODIED_LOW_KGCO2E, EMBODIED_HIGH_KGCO2E, Bounds.NOT_NEGATIVE),
        row.estimate(
            HOST_EMBODIED_KGCO2E,
            HOST_EMBODIED_LOW_KGCO2E,
            HOST_EMBODIED_HIGH_KGCO2E,
            Bounds.NOT_NEGATIVE),
        row.optional(LIFETIME_H, Bounds.LIFETIME),
        row.optional(MEMORY_GB, Bounds.POSITIVE),
        row.text(SOURCE));
  }
}
