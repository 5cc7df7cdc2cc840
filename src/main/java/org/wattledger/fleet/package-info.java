/**
 * A seeded synthetic fleet whose truth is known: request logs, meters that agree with them, and
 * what every request and device really used. Every row is a function of (seed, index) alone, so
 * neither cores nor partitions change a value.
 */
package org.wattledger.fleet;
