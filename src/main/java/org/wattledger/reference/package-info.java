/**
 * The tables of facts from outside: read, checked as a whole, and looked up by name and time on the
 * driver. They are small; no Spark is needed to read them.
 */
package org.wattledger.reference;
