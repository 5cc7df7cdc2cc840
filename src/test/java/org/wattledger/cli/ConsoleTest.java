package org.wattledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.wattledger.testing.Threat;

/** A name out of a log moves, colours and hides nothing, and passes for no line of ours. */
class ConsoleTest {

  /** Ends the line, forges one, clears the screen, and turns the reading direction. */
  private static final String NAME = "m1\r\nerror: forged\u001b[2J\u202etxt\u0085";

  private static final String SHOWN = "m1\\u000d\\u000aerror: forged\\u001b[2J\\u202etxt\\u0085";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console =
      new Console(
          new Surroundings(
              new PrintWriter(out),
              new PrintWriter(err),
              Map.of("NO_COLOR", "1"),
              Clock.systemUTC()),
          new CommonOptions());

  @Test
  @Threat("S14")
  void aResultIsOneLine() {
    console.result("model " + NAME + " 5 kWh");

    assertThat(out.toString().lines()).containsExactly("model " + SHOWN + " 5 kWh");
  }

  @Test
  @Threat("S14")
  void linesThatComeInWithAMessageAreIndented() {
    console.warning(NAME);
    console.progress(NAME);
    console.error("2 problems:\n  one\n  -> remedy");

    assertThat(err.toString().lines())
        .containsExactly(
            "warning: m1",
            "  error: forged\\u001b[2J\\u202etxt\\u0085",
            "m1",
            "  error: forged\\u001b[2J\\u202etxt\\u0085",
            "error: 2 problems:",
            "  one",
            "  -> remedy");
  }

  @Test
  @Threat("S14")
  void jsonSaysTheSameInVisibleCharacters() throws IOException {
    console.resultAsJson(Map.of("name", NAME + "\udb40\udc41"));

    assertThat(out.toString()).doesNotContain("\u001b", "\u202e", "\u0085", "\udb40\udc41", "\r");
    assertThat(new ObjectMapper().readTree(out.toString()).get("name").asText())
        .isEqualTo(NAME + "\udb40\udc41");
  }

  @Test
  @Threat("S14")
  void theLogWritesOneVisibleLineAnEvent() {
    Configuration configuration =
        ConfigurationFactory.getInstance()
            .getConfiguration(
                new LoggerContext("test"),
                "test",
                URI.create(
                    Console.class.getClassLoader().getResource("log4j2.properties").toString()));
    configuration.initialize();
    Layout<?> layout = configuration.getAppender("console").getLayout();

    Log4jLogEvent event =
        Log4jLogEvent.newBuilder()
            .setLevel(Level.ERROR)
            .setMessage(new SimpleMessage("said " + NAME))
            .setThrown(new IllegalStateException("thrown " + NAME))
            .setTimeMillis(0)
            .build();

    List<String> lines = layout.toSerializable(event).toString().lines().toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .containsPattern("ERROR said m1 +error: forged \\[2J txt +.*thrown m1 +error: forged")
        .matches("\\P{C}+");
  }
}
