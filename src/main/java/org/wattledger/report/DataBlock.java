package org.wattledger.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/**
 * Data for the page's script, as JSON inside a script element that is never run. No character of it
 * can end the element or start another one, and none that turns or hides text is left bare.
 */
final class DataBlock {

  /** Escapes what means something in HTML; all else outside ASCII is escaped by the writer. */
  private static final class InElement extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    private final int[] ascii = CharacterEscapes.standardAsciiEscapesForJSON();

    InElement() {
      for (char special : "<>&'\u007F".toCharArray()) {
        ascii[special] = CharacterEscapes.ESCAPE_CUSTOM;
      }
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii.clone();
    }

    @Override
    public SerializableString getEscapeSequence(int code) {
      return new SerializedString(String.format("\\u%04X", code));
    }
  }

  private static final ObjectMapper MAPPER = mapper();

  private DataBlock() {}

  private static ObjectMapper mapper() {
    ObjectMapper mapper =
        JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();
    mapper.getFactory().setCharacterEscapes(new InElement());
    return mapper;
  }

  static String of(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
