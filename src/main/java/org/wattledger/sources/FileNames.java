package org.wattledger.sources;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import org.apache.hadoop.fs.Path;

/** How the files that tasks read are shown, see {@link InputFile#name}; by fully qualified path. */
record FileNames(HashMap<String, String> byPath) implements Serializable {

  static FileNames of(Collection<InputFile> files) {
    HashMap<String, String> names = new HashMap<>();
    files.forEach(file -> names.put(file.path(), file.name()));
    return new FileNames(names);
  }

  String of(Path path) {
    String name = byPath.get(path.toString());
    if (name == null) {
      throw new IllegalStateException("The reader names a file that was not asked for: " + path);
    }
    return name;
  }
}
