package org.wattledger.attribution;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers the distinct {@link RouteKey}s that a task meets. Open addressing over the five column
 * numbers: no object is made per row.
 */
final class RouteNumbers {

  private static final int WIDTH = 5;

  private final List<RouteKey> routes = new ArrayList<>();
  private int[] cells = new int[64 * WIDTH];
  private int[] numbers = new int[64];

  int of(RequestBatch batch, int row) {
    int site = batch.site[row];
    int unit = batch.unit[row];
    int prefillUnit = batch.prefillUnit[row];
    int device = batch.device[row];
    int model = batch.model[row];
    int mask = numbers.length - 1;
    int slot = hash(site, unit, prefillUnit, device, model) & mask;
    while (numbers[slot] != 0) {
      int cell = slot * WIDTH;
      if (cells[cell] == site
          && cells[cell + 1] == unit
          && cells[cell + 2] == prefillUnit
          && cells[cell + 3] == device
          && cells[cell + 4] == model) {
        return numbers[slot] - 1;
      }
      slot = (slot + 1) & mask;
    }
    RequestBatch.TaskNames names = batch.names();
    routes.add(
        new RouteKey(
            names.sites.name(site),
            names.units.name(unit),
            names.units.name(prefillUnit),
            names.devices.name(device),
            names.models.name(model)));
    fill(slot, site, unit, prefillUnit, device, model, routes.size());
    if (2 * routes.size() > numbers.length) {
      grow();
    }
    return routes.size() - 1;
  }

  RouteKey route(int number) {
    return routes.get(number);
  }

  int size() {
    return routes.size();
  }

  private void fill(
      int slot, int site, int unit, int prefillUnit, int device, int model, int number) {
    int cell = slot * WIDTH;
    cells[cell] = site;
    cells[cell + 1] = unit;
    cells[cell + 2] = prefillUnit;
    cells[cell + 3] = device;
    cells[cell + 4] = model;
    numbers[slot] = number;
  }

  private void grow() {
    int[] oldCells = cells;
    int[] oldNumbers = numbers;
    cells = new int[2 * oldCells.length];
    numbers = new int[2 * oldNumbers.length];
    int mask = numbers.length - 1;
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] == 0) {
        continue;
      }
      int c = i * WIDTH;
      int slot =
          hash(oldCells[c], oldCells[c + 1], oldCells[c + 2], oldCells[c + 3], oldCells[c + 4])
              & mask;
      while (numbers[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      fill(
          slot,
          oldCells[c],
          oldCells[c + 1],
          oldCells[c + 2],
          oldCells[c + 3],
          oldCells[c + 4],
          oldNumbers[i]);
    }
  }

  private static int hash(int site, int unit, int prefillUnit, int device, int model) {
    int hash = ((((site * 31 + unit) * 31 + prefillUnit) * 31 + device) * 31 + model) * 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }
}
