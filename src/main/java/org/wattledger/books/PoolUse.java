package org.wattledger.books;

/**
 * Energy of a pool and interval that no request used.
 *
 * @param model number of the model that it was provisioned for or that was trained; {@link
 *     LedgerKey#NONE}: nobody is known to own it
 * @param team number of the team whose job it was; {@link LedgerKey#NONE}: it was idle
 * @param embodiedNg ngCO2e; null: unknown for a device
 */
public record PoolUse(
    int interval, int pool, int model, int team, long energyMj, long hostMj, Long embodiedNg) {}
