package org.wattledger;

import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.wattledger.cli.Surroundings;
import org.wattledger.cli.WattledgerCli;

/** Entry point: arguments, command, exit code. */
public final class Wattledger {

  private Wattledger() {}

  public static void main(String[] arguments) {
    Surroundings surroundings =
        new Surroundings(
            new InputStreamReader(System.in, StandardCharsets.UTF_8),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            System.getenv(),
            Clock.systemUTC());
    System.exit(WattledgerCli.execute(surroundings, arguments));
  }
}
