package org.wattledger.reference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wattledger.schema.ReferenceTables;
import org.wattledger.schema.Table;

/** What a reference was made of, in one line and file by file. */
record Manifest(String version, List<ReferenceFile> files) {

  private static final int SHORT = 12;

  static Manifest of(
      ReferenceSource source, Map<Table, List<FileBytes>> tables, List<FileBytes> exports) {
    List<ReferenceFile> files = new ArrayList<>();
    ReferenceTables.ALL.forEach(table -> tables.get(table).forEach(file -> files.add(file.file())));
    exports.forEach(file -> files.add(file.file()));
    String version = source.version();
    return new Manifest(
        exports.isEmpty() ? version : version + ",exports=" + digest(exports), files);
  }

  /** Exports have no version of their own: their content is it. */
  private static String digest(List<FileBytes> exports) {
    String checksums =
        exports.stream().map(file -> file.file().sha256()).sorted().collect(Collectors.joining());
    byte[] bytes = checksums.getBytes(StandardCharsets.US_ASCII);
    return FileBytes.of("grid", "", "", 0, bytes).file().sha256().substring(0, SHORT);
  }
}
