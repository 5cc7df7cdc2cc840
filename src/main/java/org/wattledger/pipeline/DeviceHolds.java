package org.wattledger.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Since when each row of a list of training jobs has its named device. If several name a device at
 * the same time, the one that started first keeps it till its end; of two that started together the
 * job that comes first by name. A row that names no device has all of its time.
 */
final class DeviceHolds {

  private final long[] sinceUs;
  private final Set<String> contested = new HashSet<>();

  /** Where a device is free again, and which job has it until then. */
  private record Hold(String jobId, long untilUs) {}

  DeviceHolds(List<JobRow> rows) {
    sinceUs = new long[rows.size()];
    List<Integer> inOrder = new ArrayList<>();
    for (int i = 0; i < sinceUs.length; i++) {
      sinceUs[i] = rows.get(i).startUs();
      inOrder.add(i);
    }
    inOrder.sort(
        Comparator.<Integer>comparingLong(i -> rows.get(i).startUs())
            .thenComparing(i -> rows.get(i).jobId()));
    Map<String, Hold> holds = new HashMap<>();
    for (int i : inOrder) {
      JobRow row = rows.get(i);
      if (row.deviceId() != null && row.startUs() < row.endUs()) {
        take(i, row, holds);
      }
    }
  }

  private void take(int i, JobRow row, Map<String, Hold> holds) {
    Hold former = holds.get(row.deviceId());
    if (former != null && former.untilUs() > row.startUs()) {
      if (!former.jobId().equals(row.jobId())) {
        contested.add(row.deviceId());
      }
      sinceUs[i] = Math.min(former.untilUs(), row.endUs());
    }
    if (former == null || row.endUs() > former.untilUs()) {
      holds.put(row.deviceId(), new Hold(row.jobId(), row.endUs()));
    }
  }

  /** Of the row at a position of the list; its end: never. */
  long sinceUs(int row) {
    return sinceUs[row];
  }

  /** Devices that two jobs name at the same time. */
  int contested() {
    return contested.size();
  }
}
