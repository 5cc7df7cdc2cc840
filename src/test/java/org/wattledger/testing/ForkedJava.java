package org.wattledger.testing;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Processes that run a main class of the tests, as this one runs. */
public final class ForkedJava {

  private ForkedJava() {}

  /**
   * A process that was not started yet: the class path and the opened packages of this one, and the
   * fast compiler, since it does not live long.
   *
   * @param options of the JVM
   */
  public static ProcessBuilder of(Class<?> main, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-") || option.startsWith("-XX:+Ignore"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.timezone=UTC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Stream.of(arguments).forEach(command::add);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
