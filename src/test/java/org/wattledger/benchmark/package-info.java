/**
 * The same day by DuckDB, as one would do it without Wattledger, and the comparison of both. Run by
 * scripts/benchmark, not by the tests; none of it is in the jar.
 */
package org.wattledger.benchmark;
