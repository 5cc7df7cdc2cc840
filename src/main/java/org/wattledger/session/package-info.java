/**
 * How the engine is spoken to: its sessions for small days, its paths, its settings, work side by
 * side. Knows nothing of what is computed.
 */
package org.wattledger.session;
