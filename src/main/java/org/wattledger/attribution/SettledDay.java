package org.wattledger.attribution;

import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.wattledger.physics.RequestWork;

/**
 * A day once its meters, pools and curves are known and before a request is booked.
 *
 * @param everywhere the topology, in every task
 * @param samples what the complete requests of each model show
 * @param loads what was present, by pool and interval
 * @param clocks what pools tell of their clocks
 */
record SettledDay(
    Topology topology,
    Broadcast<Topology> everywhere,
    RequestWork work,
    Map<String, Census.ModelSample> samples,
    JavaRDD<DeviceDay> devices,
    DeviceSummaries summaries,
    JavaPairRDD<Integer, PoolPart> loads,
    List<ClockVote> clocks,
    BookingFacts facts) {}
