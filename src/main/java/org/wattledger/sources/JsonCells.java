package org.wattledger.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of JSON records that a mapping names, as text, one line after the other. Numbers and
 * nested values stand as the line writes them; what nobody names is skipped without being decoded.
 * A line holds one record, or an array of them. Spark's reader yields the same texts, but takes no
 * notice of what follows the first value of a line; here such a line does not parse.
 */
final class JsonCells implements RecordCells {

  /** What a line had next. */
  enum Found {
    RECORD,
    /** The whole line, or a record of an array, does not parse. */
    MALFORMED,
    NOTHING
  }

  private static final int ABSENT = -1;

  private final JsonFactory factory;
  private final Member root = new Member();
  private final byte[][] bytes;
  private final int[] starts;
  private final int[] lengths;
  private byte[] decoded = new byte[256];
  private int decodedSize;

  private byte[] line;
  private int lineLength;
  private JsonParser parser;
  private boolean isInArray;
  private boolean isUtf8;

  /** A named member of a record: a cell, or a record of others. */
  private static final class Member {
    private final Map<String, Member> members = new HashMap<>();
    private int cell = ABSENT;
  }

  /**
   * @param paths of the cells; a cell is known by its place in this list
   */
  JsonCells(JsonFactory factory, List<List<String>> paths) {
    this.factory = factory;
    this.bytes = new byte[paths.size()][];
    this.starts = new int[paths.size()];
    this.lengths = new int[paths.size()];
    for (int cell = 0; cell < paths.size(); cell++) {
      Member at = root;
      for (String name : paths.get(cell)) {
        at = at.members.computeIfAbsent(name, unused -> new Member());
      }
      at.cell = cell;
    }
  }

  /** Begins a line, which must not change while it is read. */
  void begin(byte[] utf8, int length) throws IOException {
    line = utf8;
    lineLength = length;
    isInArray = false;
    isUtf8 = mayBeUtf8(utf8, length);
    parser = factory.createParser(utf8, 0, length);
  }

  /**
   * The parser would take UTF-16 and UTF-32 for what they are; but their lines are cut inside a
   * character, so that some of a file would be read and some not.
   */
  private static boolean mayBeUtf8(byte[] bytes, int length) {
    return length < 2 || bytes[0] != 0 && bytes[1] != 0 && (bytes[0] & 0xff) < 0xfe;
  }

  /** Reads the next record of the line. */
  Found next() throws IOException {
    if (parser == null) {
      return Found.NOTHING;
    }
    try {
      if (!isUtf8) {
        throw new JsonParseException(parser, "Not in UTF-8");
      }
      JsonToken token = parser.nextToken();
      if (!isInArray && token == JsonToken.START_ARRAY) {
        requireRecords();
        isInArray = true;
        token = parser.nextToken();
      }
      if (token == null || isInArray && token == JsonToken.END_ARRAY) {
        end();
        return Found.NOTHING;
      }
      if (token != JsonToken.START_OBJECT) {
        throw new JsonParseException(parser, "No record");
      }
      Arrays.fill(lengths, ABSENT);
      decodedSize = 0;
      read(root);
      if (!isInArray) {
        requireEnd(parser);
        end();
      }
      return Found.RECORD;
    } catch (IOException malformed) {
      // The parser reads from memory: nothing but its input can fail.
      end();
      return Found.MALFORMED;
    }
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

  private void end() throws IOException {
    parser.close();
    parser = null;
  }

  /** An array is taken whole or not at all. */
  private void requireRecords() throws IOException {
    try (JsonParser ahead = factory.createParser(line, 0, lineLength)) {
      ahead.nextToken();
      JsonToken token = ahead.nextToken();
      while (token == JsonToken.START_OBJECT) {
        ahead.skipChildren();
        token = ahead.nextToken();
      }
      if (token != JsonToken.END_ARRAY) {
        throw new JsonParseException(ahead, "No record");
      }
      requireEnd(ahead);
    }
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "More than a record");
    }
  }

  private void read(Member record) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Member member = record.members.get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (member == null) {
        parser.skipChildren();
      } else if (member.cell != ABSENT) {
        readCell(token, member.cell);
      } else {
        clear(member);
        if (token == JsonToken.START_OBJECT) {
          read(member);
        } else if (token != JsonToken.VALUE_NULL) {
          throw new JsonParseException(parser, "No record");
        }
      }
    }
  }

  /** Of a member that is given twice, the last one counts. */
  private void clear(Member member) {
    if (member.cell != ABSENT) {
      lengths[member.cell] = ABSENT;
    }
    member.members.values().forEach(this::clear);
  }

  private void readCell(JsonToken token, int cell) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      lengths[cell] = ABSENT;
    } else if (token.isScalarValue()) {
      decode(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), cell);
    } else {
      long start = parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      long end = parser.currentLocation().getByteOffset();
      if (start < 0 || end < start) {
        throw new JsonParseException(parser, "Not in UTF-8");
      }
      set(cell, line, (int) start, (int) (end - start));
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
        byte[] utf8 = new String(chars, offset, count).getBytes(UTF_8);
        set(cell, utf8, 0, utf8.length);
        return;
      }
      decoded[at++] = (byte) c;
    }
    set(cell, decoded, decodedSize, count);
    decodedSize = at;
  }

  private void set(int cell, byte[] holder, int start, int length) {
    bytes[cell] = holder;
    starts[cell] = start;
    lengths[cell] = length;
  }
}
