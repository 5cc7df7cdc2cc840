package org.wattledger.attribution;

import static org.wattledger.attribution.Topology.UNKNOWN;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * At which sites units, models, devices and nodes are known to be, by requests and by meters. What
 * a device does while it is trained on says nothing about where requests are served.
 */
final class KnownSites {

  private final Map<String, Set<String>> ofUnit = new HashMap<>();
  private final Map<String, Set<String>> ofDevice = new HashMap<>();
  private final Map<String, Set<String>> ofModel = new HashMap<>();
  private final Map<String, Set<String>> ofNode = new HashMap<>();

  /** Learns from a kind of requests; {@code model} is its canonical name. */
  void know(RouteKey route, String model) {
    know(ofModel, model, route.siteId());
    if (route.unitId() != null) {
      know(ofUnit, route.unitId(), route.siteId());
    } else if (route.deviceId() != null) {
      know(ofDevice, route.deviceId(), route.siteId());
    }
  }

  /** Learns from a device, as far as its site is known. */
  void know(NamedSpan span) {
    if (span.isServing()) {
      span.units().forEach(unit -> know(ofUnit, unit, span.siteId()));
      span.models().forEach(model -> know(ofModel, model, span.siteId()));
    }
    if (span.nodeId() != null) {
      know(ofNode, span.nodeId(), span.siteId());
    }
  }

  /** By its units, else by the requests that name the device, else by its models or its node. */
  NamedSpan located(String device, NamedSpan span) {
    if (span.siteId() != null) {
      return span;
    }
    return Stream.of(
            only(ofUnit, span.units()),
            only(ofDevice, Set.of(device)),
            only(ofModel, span.models()),
            only(ofNode, span.nodeId() == null ? Set.of() : Set.of(span.nodeId())))
        .flatMap(Optional::stream)
        .findFirst()
        .map(span::at)
        .orElseGet(() -> span.at(UNKNOWN));
  }

  /**
   * Where requests of one kind are served.
   *
   * @param model its canonical name
   * @param ofNamedDevice spans of the device that the requests name, located
   */
  String of(RouteKey route, String model, List<NamedSpan> ofNamedDevice) {
    if (route.siteId() != null) {
      return route.siteId();
    }
    if (route.unitId() != null) {
      Optional<String> site = only(ofUnit, Set.of(route.unitId()));
      if (site.isPresent()) {
        return site.get();
      }
    } else if (route.deviceId() != null) {
      Optional<String> site = only(ofNamedDevice.stream().map(NamedSpan::siteId).toList());
      if (site.isPresent()) {
        return site.get();
      }
    }
    return only(ofModel, Set.of(model)).orElse(UNKNOWN);
  }

  private static Optional<String> only(Map<String, Set<String>> sites, Set<String> names) {
    return only(
        names.stream().flatMap(name -> sites.getOrDefault(name, Set.of()).stream()).toList());
  }

  private static Optional<String> only(Collection<String> sites) {
    TreeSet<String> all = new TreeSet<>(sites);
    return all.size() == 1 ? Optional.of(all.first()) : Optional.empty();
  }

  private static void know(Map<String, Set<String>> sites, String name, String site) {
    if (site != null) {
      sites.computeIfAbsent(name, key -> new TreeSet<>()).add(site);
    }
  }
}
