package org.wattledger.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wattledger.config.ConfigReader;
import org.wattledger.config.WattledgerConfig;

/** A run that ends for good before one step of its publication. Started by scripts/chaos. */
public final class HaltingRun {

  private static final int HALTED = 137;

  private HaltingRun() {}

  /** Arguments: configuration, warehouse, day, number of the step from 0, file for step names. */
  public static void main(String[] arguments) {
    WattledgerConfig config = config(Path.of(arguments[0]), Path.of(arguments[1]));
    int last = Integer.parseInt(arguments[3]);
    Path names = Path.of(arguments[4]);
    int[] step = new int[1];
    try (Engine engine = Engine.open()) {
      new NightlyPipeline(
              engine.session(),
              config,
              name -> {
                note(names, name);
                if (step[0]++ == last) {
                  Runtime.getRuntime().halt(HALTED);
                }
              })
          .run(request(LocalDate.parse(arguments[2]), false));
    }
  }

  /** The configuration of a file, publishing into the warehouse. */
  public static WattledgerConfig config(Path file, Path warehouse) {
    return ConfigReader.read(
        Optional.of(file), List.of("wattledger.warehouse=" + warehouse), Map.of());
  }

  /** A request for a day under a run id that no other has. */
  public static RunRequest request(LocalDate day, boolean force) {
    return new RunRequest(day, force, true, false, Instant.now(), "chaos-" + System.nanoTime());
  }

  private static void note(Path names, String name) throws IOException {
    Files.writeString(names, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
