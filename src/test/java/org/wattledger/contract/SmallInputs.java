package org.wattledger.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * Inputs of days that a test writes and changes: one unit with one meter that draws 300 W for ten
 * seconds, mapped and priced as the golden days are.
 */
record SmallInputs(Path folder) {

  /** A request over the ten seconds of the meter. */
  static String request(LocalDate day, String id) {
    return """
        {"id":"%2$s","start":"%1$sT10:00:00Z","end":"%1$sT10:00:10Z","model":"m1","team":"search","unit":"u1","site":"north","status":"ok","prompt":62500,"output":15625}
        """
        .formatted(day, id);
  }

  Path configuration() throws IOException {
    return Files.writeString(
        folder.resolve("small.conf"),
        """
        golden.day = "%s"
        include file("src/test/resources/golden/common.conf")
        """
            .formatted(folder));
  }

  Path requests(LocalDate day, String lines) throws IOException {
    Files.createDirectories(folder.resolve("requests"));
    return Files.writeString(folder.resolve("requests").resolve(day + ".jsonl"), lines);
  }

  /** The ten seconds of the meter. */
  Path meters(LocalDate day) throws IOException {
    return meters(
        day,
        List.of(
            "gpu-1,%sT10:00:00Z,50000000,,u1,m1,north,Golden-400".formatted(day),
            "gpu-1,%sT10:00:10Z,53000000,,u1,m1,north,Golden-400".formatted(day)));
  }

  Path meters(LocalDate day, List<String> samples) throws IOException {
    String header =
        "device_id,sampled_at,energy_mj,power_w,unit_id,model_id,site_id,device_model\n";
    Files.createDirectories(folder.resolve("telemetry"));
    return Files.writeString(
        folder.resolve("telemetry").resolve(day + ".csv"),
        header + String.join("\n", samples) + "\n");
  }

  /** A day of one request and its meter. */
  void day(LocalDate day) throws IOException {
    requests(day, request(day, "r1"));
    meters(day);
  }
}
