package org.wattledger.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The queries of {@code docs/bi/ten-questions.sql}. */
final class TenQuestions {

  private TenQuestions() {}

  /** Queries by their names. */
  static Map<String, String> all() throws IOException {
    Map<String, String> questions = new LinkedHashMap<>();
    String[] parts = Files.readString(Path.of("docs/bi/ten-questions.sql")).split("-- name: ");
    for (int i = 1; i < parts.length; i++) {
      String[] question = parts[i].split("\n", 2);
      questions.put(question[0].strip(), question[1].strip().replaceAll(";$", ""));
    }
    return questions;
  }
}
