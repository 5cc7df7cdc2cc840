package org.wattledger.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

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

  Path meters(LocalDate day) throws IOException {
    Files.createDirectories(folder.resolve("telemetry"));
    return Files.writeString(
        folder.resolve("telemetry").resolve(day + ".csv"),
        """
        device_id,sampled_at,energy_mj,power_w,unit_id,model_id,site_id,device_model
        gpu-1,%1$sT10:00:00Z,50000000,,u1,m1,north,Golden-400
        gpu-1,%1$sT10:00:10Z,53000000,,u1,m1,north,Golden-400
        """
            .formatted(day));
  }
}
