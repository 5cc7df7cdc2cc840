package org.wattledger.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.wattledger.publication.DurableFiles;

/** A browser without a window, spoken to by the protocol of its developer tools. */
final class Chromium implements AutoCloseable, WebSocket.Listener {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_S = 60;

  private final Process process;
  private final Path profile;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  /** Starts one with an empty profile and one empty page. */
  Chromium(String command) throws IOException, InterruptedException {
    profile = Files.createTempDirectory("report-browser");
    process =
        new ProcessBuilder(
                command,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    HttpClient http = HttpClient.newHttpClient();
    String pages =
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + address() + "/json/list")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    String page = null;
    for (JsonNode target : JSON.readTree(pages)) {
      page =
          target.get("type").asText().equals("page")
              ? target.get("webSocketDebuggerUrl").asText()
              : page;
    }
    socket = http.newWebSocketBuilder().buildAsync(URI.create(page), this).join();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable");
    }
  }

  private String address() throws IOException {
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains("DevTools listening on ws://")) {
        return URI.create(line.substring(line.indexOf("ws://"))).getAuthority();
      }
    }
    throw new IOException("The browser ended before it listened");
  }

  /** Calls a method of the protocol; parameters are names and values in turn. */
  JsonNode call(String method, Object... parameters) {
    int id = calls.incrementAndGet();
    ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
    ObjectNode values = request.putObject("params");
    for (int i = 0; i < parameters.length; i += 2) {
      values.putPOJO((String) parameters[i], parameters[i + 1]);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    try {
      socket.sendText(JSON.writeValueAsString(request), true).join();
      return answer.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(method, e);
    }
  }

  /** Value of an expression in the page. */
  JsonNode value(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            "expression",
            expression,
            "returnByValue",
            true,
            "awaitPromise",
            true);
    if (answer.at("/result/exceptionDetails").isObject()) {
      throw new IllegalStateException(expression + ": " + answer);
    }
    return answer.at("/result/result/value");
  }

  /** Opens a file in a window of that width and waits until its charts are drawn. */
  void open(Path file, int width) {
    events.clear();
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        900,
        "deviceScaleFactor",
        1,
        "mobile",
        width < 600);
    call("Page.navigate", "url", file.toUri().toString());
    value(
        "new Promise(done => { const look = () => document.readyState === 'complete'"
            + " && Array.from(document.querySelectorAll('[data-chart]')).every("
            + "box => box.querySelector('svg') || box.classList.contains('absent'))"
            + " ? done(true) : setTimeout(look, 20); look(); })");
  }

  /** What the page complained about since it was opened: errors, exceptions, refused content. */
  List<String> complaints() {
    return events.stream()
        .filter(
            event -> {
              String method = event.get("method").asText();
              return method.equals("Runtime.exceptionThrown")
                  || method.equals("Log.entryAdded")
                  || method.equals("Runtime.consoleAPICalled");
            })
        .map(JsonNode::toString)
        .toList();
  }

  /** Addresses that the page asked for since it was opened, itself included. */
  List<String> requests() {
    return events.stream()
        .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asText())
        .toList();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
    message.append(part);
    if (isLast) {
      try {
        JsonNode received = JSON.readTree(message.toString());
        if (received.has("id")) {
          answers.remove(received.get("id").asInt()).complete(received);
        } else {
          events.add(received);
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } finally {
        message.setLength(0);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    call("Browser.close");
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    socket.abort();
    DurableFiles.deleteQuietly(profile);
  }
}
