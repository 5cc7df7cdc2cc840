/** Published rows as other programs take them: CSV, JSON lines, tables of PostgreSQL. */
package org.wattledger.export;
