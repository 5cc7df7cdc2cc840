package org.wattledger.attribution;

import java.util.List;
import org.wattledger.physics.Pools.Unit;

/**
 * Where requests of one kind fall, in names, before anything is numbered.
 *
 * @param model canonical name
 * @param units one of them serves each request; all are in pools
 * @param prefillUnit another unit that takes in the prompts; it is in the pool of the first, and
 *     the model is resident there too; null: none
 * @param isAnyUnit whether nobody says which unit of the pool served; then one stands for all
 */
record NamedRoute(String model, List<Unit> units, Unit prefillUnit, boolean isAnyUnit) {

  NamedRoute(String model, List<Unit> units, boolean isAnyUnit) {
    this(model, units, null, isAnyUnit);
  }
}
