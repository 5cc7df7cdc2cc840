package org.wattledger.books;

import java.util.List;

/**
 * What the meters of a day recorded and what of it no request used.
 *
 * @param poolHours one of each pool and interval, in their order
 * @param provisions by pool, interval and owner
 * @param training by training pool and interval
 */
public record DayBooks(
    DayNames names,
    List<PoolHourBook> poolHours,
    List<PoolUse> provisions,
    List<PoolUse> training) {}
