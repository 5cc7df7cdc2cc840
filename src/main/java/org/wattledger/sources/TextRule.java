package org.wattledger.sources;

import java.io.Serializable;
import org.apache.spark.unsafe.types.UTF8String;

/** What a text becomes before it enters a column. The same text always becomes the same. */
@FunctionalInterface
public interface TextRule extends Serializable {

  /** The text itself, as it is. */
  TextRule SAME = text -> text;

  /** Null: it counts as missing. */
  UTF8String of(UTF8String text);

  /** This rule first, then the next, unless nothing is left. */
  default TextRule then(TextRule next) {
    return text -> {
      UTF8String first = of(text);
      return first == null ? null : next.of(first);
    };
  }
}
