package org.wattledger.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * All that is logged while it is open with whole stack traces: what {@code -v} shows, our own at
 * DEBUG, and Spark with its libraries at INFO. Only lines that hold a word are kept.
 */
final class Said extends AbstractAppender implements AutoCloseable {

  private final String word;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong events = new AtomicLong();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private final LoggerConfig root = context.getConfiguration().getRootLogger();
  private final Map<String, Appender> others = root.getAppenders();
  private final Level before = root.getLevel();
  private final LoggerConfig ours = context.getConfiguration().getLoggerConfig("org.wattledger");
  private final Level oursBefore = ours.getLevel();

  Said(String word) {
    super("said", null, null, true, Property.EMPTY_ARRAY);
    this.word = word;
    start();
    others.keySet().forEach(root::removeAppender);
    root.addAppender(this, Level.ALL, null);
    root.setLevel(Level.INFO);
    ours.setLevel(Level.DEBUG);
    context.updateLoggers();
  }

  /** What was said with the word in it. */
  List<String> lines() {
    return lines;
  }

  long events() {
    return events.get();
  }

  @Override
  public void append(LogEvent event) {
    events.incrementAndGet();
    String said = event.getMessage().getFormattedMessage() + " " + trace(event.getThrown());
    if (said.contains(word)) {
      lines.add(event.getLoggerName() + ": " + said);
    }
  }

  /** With all causes, as {@code -v} prints them. */
  static String trace(Throwable thrown) {
    if (thrown == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Override
  public void close() {
    root.removeAppender(getName());
    others.values().forEach(other -> root.addAppender(other, null, null));
    ours.setLevel(oursBefore);
    root.setLevel(before);
    context.updateLoggers();
  }
}
