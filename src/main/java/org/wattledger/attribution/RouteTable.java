package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;

/** Finds the route of a row: by number inside a task, by name only the first time. */
final class RouteTable {

  private final Topology topology;
  private final RouteNumbers numbers = new RouteNumbers();
  private final List<Topology.Route> routes = new ArrayList<>();

  RouteTable(Topology topology) {
    this.topology = topology;
  }

  Topology.Route of(RequestBatch batch, int row) {
    int number = numbers.of(batch, row);
    if (number == routes.size()) {
      RouteKey key = numbers.route(number);
      Topology.Route route = topology.routes().get(key);
      if (route == null) {
        throw new IllegalStateException(
            "No pool for requests that name " + key + "; the census missed them");
      }
      routes.add(route);
    }
    return routes.get(number);
  }
}
