package org.wattledger.verify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wattledger.reference.EnergySource;
import org.wattledger.reference.GridFactor;
import org.wattledger.reference.Hardware;
import org.wattledger.reference.Model;
import org.wattledger.reference.Reference;

/** Looks up {@code @table:row:column} in the reference tables and in the pinned constants. */
final class ReferenceFacts {

  private static final int PARTS = 3;
  private static final String ALL = "*";

  private final Reference reference;
  private final Map<String, Map<String, List<Amount>>> constants;
  private final Instant at;

  ReferenceFacts(
      Reference reference, Map<String, Map<String, List<Amount>>> constants, Instant at) {
    this.reference = reference;
    this.constants = constants;
    this.at = at;
  }

  /** The values of a reference such as {@code @hardware:T4:max_w}. */
  List<Amount> find(String text) {
    String[] parts = text.substring(1).split(":", PARTS);
    if (parts.length != PARTS) {
      throw new VerificationProblem(
          "'%s' is no reference; write @table:row:column".formatted(text));
    }
    List<Amount> found =
        switch (parts[0]) {
          case "hardware" -> one(hardware(parts[1], parts[2]));
          case "energy_sources" -> energySources(parts[1], parts[2]);
          case "grid" -> one(grid(parts[1], parts[2]));
          case "models" -> one(model(parts[1], parts[2]));
          case "constants" -> constant(parts[1], parts[2]).orElse(List.of());
          default -> List.<Amount>of();
        };
    if (found.isEmpty()) {
      throw new VerificationProblem(
          "'%s' is not in the reference tables; supply the row or correct the reference"
              .formatted(text));
    }
    return found;
  }

  /** A pinned constant of a peer's method. */
  Optional<List<Amount>> constant(String set, String name) {
    return Optional.ofNullable(constants.getOrDefault(set, Map.of()).get(name));
  }

  boolean knowsConstants(String set) {
    return constants.containsKey(set);
  }

  private Optional<Amount> hardware(String model, String column) {
    Optional<Hardware> row = reference.hardware().find(model, at);
    return switch (column) {
      case "max_w" -> amount(row.map(Hardware::maxW), "W");
      case "idle_w" -> amount(row.map(Hardware::idleW), "W");
      case "loaded_idle_w" -> amount(row.map(device -> device.loadedIdleW().best()), "W");
      case "embodied_kgco2e" -> amount(row.map(device -> device.embodiedKgco2e().best()), "kg");
      case "lifetime_h" -> amount(row.map(Hardware::lifetimeH), "h");
      default -> Optional.empty();
    };
  }

  private List<Amount> energySources(String set, String source) {
    return reference.energySources().ofSet(set, at).stream()
        .filter(row -> source.equals(ALL) || row.name().equals(source))
        .map(EnergySource::gco2ePerKwh)
        .map(factor -> new Amount(factor.best().orElseThrow(), "g/kWh"))
        .toList();
  }

  private Optional<Amount> grid(String zone, String column) {
    Optional<GridFactor> row = reference.grid().at(zone, at);
    return switch (column) {
      case "location" -> amount(row.map(factor -> factor.location().best()), "g/kWh");
      case "ewif" -> amount(row.map(GridFactor::ewifLPerKwh), "L/kWh");
      default -> Optional.empty();
    };
  }

  private Optional<Amount> model(String modelId, String column) {
    Optional<Model> row = reference.models().find(modelId, at);
    return switch (column) {
      case "parameters_b" -> amount(row.map(Model::parametersB), "billion");
      case "active_parameters_b" -> amount(row.map(Model::activeParametersB), "billion");
      default -> Optional.empty();
    };
  }

  private static Optional<Amount> amount(Optional<OptionalDouble> cell, String unit) {
    return cell.filter(OptionalDouble::isPresent)
        .map(number -> new Amount(number.getAsDouble(), unit));
  }

  private static List<Amount> one(Optional<Amount> amount) {
    return amount.map(List::of).orElse(List.of());
  }
}
