package org.wattledger.chaos;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Local files under which every task that reads or writes one fails at its first attempt: each
 * other task at once, the rest when all their work is done.
 */
public final class FlakyFiles extends LocalFileSystem {

  private static final Set<Long> FAILED = ConcurrentHashMap.newKeySet();

  /** How many tasks failed so far in this process. */
  static int failures() {
    return FAILED.size();
  }

  @Override
  public FSDataInputStream open(Path file, int bufferSize) throws IOException {
    mayFail(file);
    return super.open(file, bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    mayFail(file);
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  private static void mayFail(Path file) throws IOException {
    TaskContext task = TaskContext.get();
    if (task == null || task.attemptNumber() > 0 || !FAILED.add(task.taskAttemptId())) {
      return;
    }
    if (task.partitionId() % 2 == 0) {
      throw new IOException("this disk fails once for each task: " + file.getName());
    }
    TaskCompletionListener failing =
        done -> {
          throw new IllegalStateException("this task fails once, after its work");
        };
    task.addTaskCompletionListener(failing);
  }
}
