package org.wattledger.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.classic.SparkSession;
import org.junit.jupiter.api.Test;
import org.wattledger.schema.CanonicalTables;

/** A name is read without the parser: no word of SQL may mean something else to it. */
class MappingTest {

  private final ParserInterface parser =
      ((SparkSession) LocalSpark.session()).sessionState().sqlParser();

  @Test
  void everyWordOfSqlMeansWhatItMeansToTheParser() {
    List<String> words = words();
    assertThat(words).hasSizeGreaterThan(300).contains("user", "timestamp", "null", "end");

    assertThat(words).filteredOn(word -> !read(word).equals(parsed(word))).isEmpty();
  }

  @Test
  void namesThatAreNoWordsAreThoseOfCells() {
    for (String name : List.of("model", "prompt_tokens", "x", "a1_", "t2", "e5")) {
      assertThat(read(name)).isEqualTo(parsed(name)).isEqualTo("cell " + name);
    }
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>();
    for (int type = 0; type <= SqlBaseLexer.VOCABULARY.getMaxTokenType(); type++) {
      String literal = SqlBaseLexer.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        String word = literal.substring(1, literal.length() - 1).toLowerCase(Locale.ROOT);
        if (Mapping.NAME.matcher(word).matches()) {
          words.add(word);
        }
      }
    }
    return words;
  }

  private String read(String text) {
    try {
      Mapping mapping =
          Mapping.of(
              parser,
              TestSource.requests("json", Path.of("log")).column("team_id", text).config(),
              CanonicalTables.REQUESTS);
      return shown(mapping.columns().get("team_id"));
    } catch (MappingInvalid refused) {
      return "refused";
    }
  }

  private String parsed(String text) {
    try {
      return shown(parser.parseExpression(text));
    } catch (Exception refused) {
      return "refused";
    }
  }

  private static String shown(Expression expression) {
    return expression instanceof UnresolvedAttribute attribute
        ? "cell " + attribute.nameParts().mkString(".")
        : expression.getClass().getSimpleName() + " " + expression;
  }
}
