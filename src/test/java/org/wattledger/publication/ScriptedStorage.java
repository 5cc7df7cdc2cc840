package org.wattledger.publication;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A storage that fails as it is told, before or after an operation has done its work. */
final class ScriptedStorage implements Storage {

  private interface Work<T> {
    T done() throws IOException;
  }

  private final Storage storage;
  private final Map<String, String> before = new LinkedHashMap<>();
  private final Map<String, String> after = new LinkedHashMap<>();
  private int operations;
  private int failingOperation = -1;
  private boolean failsAfter;
  private String failed = "nothing";

  ScriptedStorage(Path warehouse) {
    this.storage = new PosixStorage(warehouse);
  }

  /** Fails once, at the next operation whose name and path begin like that. */
  void failBefore(String operation, String message) {
    before.put(operation, message);
  }

  void failAfter(String operation, String message) {
    after.put(operation, message);
  }

  /** Fails once, at that operation, counted from 1. */
  void failAt(int operation, boolean afterItsWork) {
    failingOperation = operation;
    failsAfter = afterItsWork;
  }

  int operations() {
    return operations;
  }

  String failed() {
    return failed;
  }

  private <T> T run(String operation, Work<T> work) throws IOException {
    operations++;
    fail(before, operation);
    failIf(!failsAfter, operation);
    T result = work.done();
    fail(after, operation);
    failIf(failsAfter, operation);
    return result;
  }

  private void failIf(boolean now, String operation) throws IOException {
    if (now && operations == failingOperation) {
      failed = (failsAfter ? "after " : "before ") + operation;
      throw new IOException(failed);
    }
  }

  private void fail(Map<String, String> script, String operation) throws IOException {
    for (String planned : script.keySet()) {
      if (operation.startsWith(planned)) {
        failed = operation;
        throw new IOException(script.remove(planned));
      }
    }
  }

  @Override
  public List<String> entries(String directory) throws IOException {
    return run("entries " + directory, () -> storage.entries(directory));
  }

  @Override
  public boolean exists(String path) throws IOException {
    return run("exists " + path, () -> storage.exists(path));
  }

  @Override
  public Optional<String> text(String file) throws IOException {
    return run("text " + file, () -> storage.text(file));
  }

  @Override
  public Optional<Content> content(String file) throws IOException {
    return run("content " + file, () -> storage.content(file));
  }

  @Override
  public void sync(String path) throws IOException {
    run("sync " + path, () -> nothing(() -> storage.sync(path)));
  }

  @Override
  public void write(String file, String text) throws IOException {
    run("write " + file, () -> nothing(() -> storage.write(file, text)));
  }

  @Override
  public boolean create(String file, String text) throws IOException {
    return run("create " + file, () -> storage.create(file, text));
  }

  @Override
  public void replaceFile(String from, String to) throws IOException {
    run("replaceFile " + to, () -> nothing(() -> storage.replaceFile(from, to)));
  }

  @Override
  public void moveDirectory(String from, String to) throws IOException {
    run("moveDirectory " + to, () -> nothing(() -> storage.moveDirectory(from, to)));
  }

  @Override
  public void keep(Map<String, String> files) throws IOException {
    run("keep " + files, () -> nothing(() -> storage.keep(files)));
  }

  @Override
  public Optional<String> shown(String view) throws IOException {
    return run("shown " + view, () -> storage.shown(view));
  }

  @Override
  public void show(String directory, String view, Optional<String> former) throws IOException {
    run("show " + view, () -> nothing(() -> storage.show(directory, view, former)));
  }

  @Override
  public void hide(String view) throws IOException {
    run("hide " + view, () -> nothing(() -> storage.hide(view)));
  }

  @Override
  public void delete(String path) throws IOException {
    run("delete " + path, () -> nothing(() -> storage.delete(path)));
  }

  private interface Deed {
    void done() throws IOException;
  }

  private static Object nothing(Deed deed) throws IOException {
    deed.done();
    return null;
  }
}
