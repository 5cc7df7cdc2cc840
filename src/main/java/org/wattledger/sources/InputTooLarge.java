package org.wattledger.sources;

import java.io.IOException;

/** A file asks for more memory or time than its source grants it; see {@link ReadLimits}. */
public final class InputTooLarge extends IOException {
  private static final long serialVersionUID = 1L;

  InputTooLarge(String message) {
    super(message);
  }
}
