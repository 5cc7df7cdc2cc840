package org.wattledger.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process and the processes under it have used so far.
 *
 * @param sinceStartS seconds since the virtual machine began to start
 * @param cpuS processor time of all threads, seconds
 * @param peakResidentMb most resident memory, megabytes (1e6); 0 where the system does not tell
 */
public record ProcessUse(double sinceStartS, double cpuS, double peakResidentMb) {

  private static final String PEAK = "VmHWM:";
  private static final double KIBIBYTE_IN_MB = 1_024 / 1e6;

  /** Of this moment. */
  public static ProcessUse now() {
    List<ProcessHandle> tree =
        Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .toList();
    return new ProcessUse(
        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
        tree.stream()
            .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToDouble(time -> time.toNanos() / 1e9)
            .sum(),
        tree.stream().mapToDouble(ProcessUse::peakResidentMb).sum());
  }

  private static double peakResidentMb(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * KIBIBYTE_IN_MB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      // Another system than Linux, or the process has just ended.
      return 0;
    }
  }
}
