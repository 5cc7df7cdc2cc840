package org.wattledger.reference;

/**
 * What one kWh of facility energy costs at a site.
 *
 * @param perKwh in units of the currency; below 0 where consumption is paid for
 * @param currency ISO 4217 code, upper case
 */
public record Price(double perKwh, String currency, String source) {}
