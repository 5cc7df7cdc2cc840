package org.wattledger.reference;

import java.util.List;
import java.util.Optional;

/**
 * A team that is charged.
 *
 * @param keys names, namespaces and key hashes that logs file it under
 */
public record Team(String teamId, List<String> keys, Optional<String> costCenter, String source) {

  public Team {
    keys = List.copyOf(keys);
  }
}
