package org.wattledger.sources;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The cells of JSON records that a mapping names, as text. Numbers and nested values stand as the
 * line writes them; what nobody names is skipped without being decoded.
 *
 * <p>A record of named members may also be written as a list of them, the way OpenTelemetry does:
 * {@code [{"key": "model", "value": {"stringValue": "m"}}]} reads as {@code {"model": "m"}}. The
 * values of other keys are skipped like members that nobody names.
 */
final class JsonCells implements RecordCells {

  private static final int ABSENT = -1;

  private final JsonFactory factory;
  private final byte[][] bytes;
  private final int[] starts;
  private final int[] lengths;
  private byte[] decoded = new byte[256];
  private int decodedSize;
  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .replaceWith("\uFFFD".getBytes(StandardCharsets.UTF_8));
  private byte[] line;

  /** Where in the line the text begins that the parser reads. */
  private int base;

  JsonCells(JsonFactory factory, int cells) {
    this.factory = factory;
    this.bytes = new byte[cells][];
    this.starts = new int[cells];
    this.lengths = new int[cells];
  }

  /** Forgets the cells; those that follow are of {@code utf8}, which must not change. */
  void begin(byte[] utf8) {
    line = utf8;
    base = 0;
    decodedSize = 0;
    Arrays.fill(lengths, ABSENT);
  }

  /** Reads on with a parser of its own for the text from {@code start} on. */
  void readFrom(int start) {
    base = start;
  }

  @Override
  public boolean isAbsent(int cell) {
    return lengths[cell] == ABSENT;
  }

  /** Holds the text of a cell, from {@link #start} on; valid until the next record. */
  @Override
  public byte[] bytes(int cell) {
    return bytes[cell];
  }

  @Override
  public int start(int cell) {
    return starts[cell];
  }

  @Override
  public int length(int cell) {
    return lengths[cell];
  }

  void set(int cell, byte[] holder, int start, int length) {
    bytes[cell] = holder;
    starts[cell] = start;
    lengths[cell] = length;
  }

  /** The text of a cell that outlives the record; null: absent. */
  byte[] copy(int cell) {
    int start = starts[cell];
    return isAbsent(cell) ? null : Arrays.copyOfRange(bytes[cell], start, start + lengths[cell]);
  }

  void clear(int cell) {
    lengths[cell] = ABSENT;
  }

  /** Reads a record, as its members or, if it is a cell itself, as it stands. */
  void readRecord(JsonParser parser, JsonMember record) throws IOException {
    if (!record.isCell()) {
      read(parser, record);
    } else {
      readCell(parser, JsonToken.START_OBJECT, record.cell());
    }
  }

  /**
   * Reads the members of a record up to its end.
   *
   * @throws IOException if the text is no JSON, or some member is no record as the mapping has it
   */
  void read(JsonParser parser, JsonMember record) throws IOException {
    int place = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      JsonMember member = record.at(place++, parser.currentName());
      read(parser, member, parser.nextToken());
    }
  }

  /** Reads one member, whose value begins with {@code token}. */
  void read(JsonParser parser, JsonMember record, String name, JsonToken token) throws IOException {
    read(parser, record.member(name), token);
  }

  private void read(JsonParser parser, JsonMember member, JsonToken token) throws IOException {
    if (member == null) {
      parser.skipChildren();
    } else if (member.isCell()) {
      readCell(parser, token, member.cell());
    } else {
      clear(member);
      if (token == JsonToken.START_OBJECT) {
        read(parser, member);
      } else if (token == JsonToken.START_ARRAY) {
        readPairs(parser, member);
      } else if (token != JsonToken.VALUE_NULL) {
        throw new JsonParseException(parser, "No record");
      }
    }
  }

  /** Of a member that is given twice, the last one counts. */
  void clear(JsonMember member) {
    if (member.isCell()) {
      lengths[member.cell()] = ABSENT;
    }
    member.members().forEach(this::clear);
  }

  private void readPairs(JsonParser parser, JsonMember record) throws IOException {
    JsonToken token = parser.nextToken();
    while (token == JsonToken.START_OBJECT) {
      readPair(parser, record);
      token = parser.nextToken();
    }
    if (token != JsonToken.END_ARRAY) {
      throw new JsonParseException(parser, "No list of members");
    }
  }

  private void readPair(JsonParser parser, JsonMember record) throws IOException {
    JsonMember member = null;
    boolean hasKey = false;
    int valueStart = ABSENT;
    int valueEnd = ABSENT;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("key") && token == JsonToken.VALUE_STRING) {
        member = record.member(parser.getText());
        hasKey = true;
      } else if (name.equals("value") && hasKey) {
        readValue(parser, member, token);
      } else if (name.equals("value")) {
        valueStart = startOfToken(parser);
        valueEnd = skip(parser, valueStart);
      } else {
        parser.skipChildren();
      }
    }
    if (member != null && valueStart != ABSENT) {
      try (JsonParser back = factory.createParser(line, valueStart, valueEnd - valueStart)) {
        readValue(back, member, back.nextToken());
      }
    }
  }

  /** The value of a pair, if it is a single one: as it stands, or under the name of its type. */
  private void readValue(JsonParser parser, JsonMember member, JsonToken token) throws IOException {
    if (member == null) {
      parser.skipChildren();
      return;
    }
    clear(member);
    if (token != JsonToken.START_OBJECT) {
      readTyped(parser, member, token);
      return;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      readTyped(parser, member, parser.nextToken());
    }
  }

  private void readTyped(JsonParser parser, JsonMember member, JsonToken token) throws IOException {
    if (member.isCell() && token.isScalarValue()) {
      readCell(parser, token, member.cell());
    } else {
      parser.skipChildren();
    }
  }

  private void readCell(JsonParser parser, JsonToken token, int cell) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      lengths[cell] = ABSENT;
    } else if (token.isScalarValue()) {
      decode(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), cell);
    } else {
      int start = startOfToken(parser);
      set(cell, line, start, skip(parser, start) - start);
    }
  }

  /** Where in the line the parser's token begins. */
  int startOfToken(JsonParser parser) {
    return base + (int) parser.currentTokenLocation().getByteOffset();
  }

  /**
   * Skips the value that begins at {@code start}.
   *
   * @return where it ends
   */
  int skip(JsonParser parser, int start) throws IOException {
    parser.skipChildren();
    // A scalar has been read no further than to its beginning.
    parser.finishToken();
    int end = base + (int) parser.currentLocation().getByteOffset();
    if (start < base || end < start) {
      throw new JsonParseException(parser, "Not in UTF-8");
    }
    return end;
  }

  /** An escape of half a character becomes U+FFFD, as readers write bytes that are no text. */
  private void setEncoded(CharBuffer chars, int cell) {
    try {
      ByteBuffer utf8 = encoder.encode(chars);
      set(cell, utf8.array(), utf8.arrayOffset(), utf8.limit());
    } catch (CharacterCodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void decode(char[] chars, int offset, int count, int cell) {
    if (decoded.length - decodedSize < count) {
      // Cells that were read before keep the array that they are in.
      decoded = new byte[2 * (decodedSize + count)];
      decodedSize = 0;
    }
    int at = decodedSize;
    for (int i = offset; i < offset + count; i++) {
      char c = chars[i];
      if (c >= 0x80) {
        setEncoded(CharBuffer.wrap(chars, offset, count), cell);
        return;
      }
      decoded[at++] = (byte) c;
    }
    set(cell, decoded, decodedSize, count);
    decodedSize = at;
  }
}
