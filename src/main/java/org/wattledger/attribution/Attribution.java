package org.wattledger.attribution;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.wattledger.books.Consumed;
import org.wattledger.books.DayNames;
import org.wattledger.physics.MeterRules;
import org.wattledger.physics.RequestWork;
import org.wattledger.physics.Residency;
import org.wattledger.physics.SlotGrid;
import org.wattledger.quantity.Energy;
import org.wattledger.session.SideBySide;

/**
 * Shares the energy of the meters among the requests of a day (methodology sections 2 to 5): meters
 * to curves, requests to pools, one pass for what was present, one pass that books. Requests are
 * never shuffled.
 */
public final class Attribution {

  /** How energy is shared. */
  public record Settings(SlotGrid grid, RequestWork.Rule rule, MeterRules meterRules) {}

  /** Told which part of the work is going on, so that a run can say where its time went. */
  public interface Stages {
    <T> T timed(String stage, Supplier<T> work);
  }

  private final JavaSparkContext spark;
  private final Stages stages;
  private final Settings settings;
  private final AttributionReference reference;
  private final CurveStore curves;
  private final RequestSink.Factory sinks;

  public Attribution(
      JavaSparkContext spark,
      Stages stages,
      Settings settings,
      AttributionReference reference,
      CurveStore curves,
      RequestSink.Factory sinks) {
    this.spark = spark;
    this.stages = stages;
    this.settings = settings;
    this.reference = reference;
    this.curves = curves;
    this.sinks = sinks;
  }

  /**
   * Attributes a day.
   *
   * @param samples accepted ones by device, repeats still included
   * @param jobs devices under training jobs, each under one at a time; those that no meter records
   *     have no part in the day
   */
  public AttributedDay of(
      RequestInput requests,
      JavaPairRDD<String, SampleChunk> samples,
      List<Placement> placements,
      List<JobDevice> jobs) {
    return booked(settled(requests, samples, placements, jobs), requests);
  }

  /**
   * The same day for those who ask how single requests are booked; none of the others is.
   *
   * @param samples as in {@link #of}
   */
  public RequestTracing tracing(
      RequestInput requests,
      JavaPairRDD<String, SampleChunk> samples,
      List<Placement> placements,
      List<JobDevice> jobs) {
    SettledDay day = settled(requests, samples, placements, jobs);
    return new RequestTracing(settings.grid(), day, curves, sinks);
  }

  /** All that is known before a request is booked. */
  private SettledDay settled(
      RequestInput requests,
      JavaPairRDD<String, SampleChunk> samples,
      List<Placement> placements,
      List<JobDevice> jobs) {
    JavaRDD<DeviceDay> devices = devices(samples, placements, jobs);
    // Neither needs the other. Of the census what is left to wait for counts as its time.
    Supplier<Census> counted = SideBySide.begun(() -> Census.of(requests));
    DeviceSummaries summaries =
        SideBySide.during(
            counted,
            () -> stages.timed("meters", () -> DeviceSummaries.of(devices, jobs, settings.grid())));
    Census census = stages.timed("census", counted);
    Topology topology =
        TopologyBuilder.build(
            summaries.labels(),
            placements,
            summaries.meteredJobs(),
            census.requestsByRoute(),
            reference.canonicalModel());
    Broadcast<Topology> everywhere = spark.broadcast(topology);
    Map<String, Census.ModelSample> samplesByModel = samplesByModel(census);
    RequestWork work = work(topology, samplesByModel);

    JavaPairRDD<Integer, PoolPart> loads =
        new LoadPass(settings.grid(), work, everywhere, requests.repeats())
            .over(requests)
            .persist(StorageLevel.DISK_ONLY());
    Map<Integer, Map<Integer, Residency.Owners>> residents =
        stages.timed("load pass", () -> residents(loads));
    PoolHours.Facts poolFacts =
        new PoolHours.Facts(
            residents, NodeHosts.metered(topology, summaries.labels()), reference.meterTiers());
    List<PoolHours.Told> poolHours =
        stages.timed("pool hours", () -> poolHours(devices, loads, everywhere, poolFacts));
    PoolHourEntries entries =
        new PoolHourEntries(poolHours.stream().map(PoolHours.Told::entries).toList());
    loads.unpersist();
    return new SettledDay(
        topology,
        everywhere,
        work,
        samplesByModel,
        devices,
        summaries,
        loads,
        poolHours.stream().flatMap(task -> task.clocks().stream()).toList(),
        bookingFacts(topology, entries));
  }

  private AttributedDay booked(SettledDay day, RequestInput requests) {
    JavaRDD<BookingPass.TaskResult> results =
        book(requests, day.work(), day.everywhere(), day.facts());
    List<BookingPass.Told> tasks =
        stages.timed("booking pass", () -> results.map(BookingPass.TaskResult::told).collect());
    DayNames names = NamesOfDay.of(settings.grid(), day.topology(), day.facts(), tasks);
    JavaRDD<Consumed> consumed =
        new ConsumedParts(
                spark.broadcast(names),
                tasks.stream().mapToLong(BookingPass.Told::keys).sum(),
                spark.defaultParallelism())
            .of(results.map(BookingPass.TaskResult::sums));
    DeviceSummaries summaries = day.summaries();
    return new AttributedDay(
        day.topology(),
        day.facts().factors(),
        tasks.stream().map(BookingPass.Told::file).filter(Objects::nonNull).toList(),
        new PoolBooks(names, day.topology(), day.facts().entries()).books(),
        consumed,
        day.devices().flatMap(new DeviceHourRows(settings.grid(), day.everywhere())),
        summaries.repeats(),
        summaries.refused(),
        summaries.lastSampleUs(),
        summaries.coverageRatio(settings.grid().dayEndUs() - settings.grid().dayStartUs()),
        summaries.withoutMaxPower(),
        summaries.withoutIdlePower(),
        day.samples().entrySet().stream()
            .filter(model -> model.getValue().ended() == 0)
            .map(Map.Entry::getKey)
            .toList(),
        summaries.disagreeing(),
        MeterClock.of(day.topology(), day.clocks()));
  }

  private JavaRDD<DeviceDay> devices(
      JavaPairRDD<String, SampleChunk> samples, List<Placement> placements, List<JobDevice> jobs) {
    return new Meters(
            settings.grid(),
            settings.meterRules(),
            spark.broadcast(new HashMap<>(reference.hardware())),
            spark.broadcast(Meters.placedModels(placements, jobs)))
        .read(samples, partitions(samples))
        .persist(StorageLevel.DISK_ONLY());
  }

  /** Twice as many as run at a time, for devices are of different size; fewer for a small day. */
  private int partitions(JavaPairRDD<String, SampleChunk> samples) {
    int parallelism = spark.defaultParallelism();
    return Math.max(parallelism, Math.min(2 * parallelism, samples.getNumPartitions()));
  }

  private Map<String, Census.ModelSample> samplesByModel(Census census) {
    Map<String, Census.ModelSample> samples = new TreeMap<>();
    census
        .samplesByModel()
        .forEach(
            (name, sample) ->
                samples.merge(
                    reference.canonicalModel().apply(name), sample, Census.ModelSample::plus));
    return samples;
  }

  private RequestWork work(Topology topology, Map<String, Census.ModelSample> samples) {
    return new RequestWork(
        settings.rule(),
        topology.models().stream().map(reference.weights()).toArray(RequestWork.Weights[]::new),
        topology.models().stream()
            .map(model -> samples.getOrDefault(model, Census.ModelSample.EMPTY).rates())
            .toArray(RequestWork.Rates[]::new));
  }

  private static Map<Integer, Map<Integer, Residency.Owners>> residents(
      JavaPairRDD<Integer, PoolPart> loads) {
    Map<Integer, Map<Integer, Residency.Owners>> residents = new HashMap<>();
    loads
        .filter(part -> PoolPart.isResidency(part._1()))
        .mapValues(part -> part.residency().owners())
        .collectAsMap()
        .forEach((key, owners) -> residents.put(PoolPart.poolOf(key), owners));
    return residents;
  }

  private List<PoolHours.Told> poolHours(
      JavaRDD<DeviceDay> devices,
      JavaPairRDD<Integer, PoolPart> loads,
      Broadcast<Topology> topology,
      PoolHours.Facts facts) {
    // A fleet without meters of hosts has nothing to bring together by node.
    JavaPairRDD<Integer, HostPart> hosts =
        facts.meteredNodes().isEmpty()
            ? JavaPairRDD.fromJavaRDD(spark.emptyRDD())
            : new NodeHosts(settings.grid(), topology, spark.broadcast(facts.meteredNodes()))
                .from(devices);
    return new PoolHours(settings.grid(), topology, spark.broadcast(facts), curves)
        .from(devices, loads, hosts)
        .collect();
  }

  private JavaRDD<BookingPass.TaskResult> book(
      RequestInput requests, RequestWork work, Broadcast<Topology> topology, BookingFacts facts) {
    return new BookingPass(
            settings.grid(),
            work,
            topology,
            spark.broadcast(facts),
            requests.repeats(),
            curves,
            sinks)
        .over(requests)
        .persist(StorageLevel.DISK_ONLY());
  }

  private BookingFacts bookingFacts(Topology topology, PoolHourEntries entries) {
    List<Topology.Pool> pools = topology.pools();
    List<String> sites =
        List.copyOf(new TreeSet<>(pools.stream().map(Topology.Pool::siteId).toList()));
    int[] siteOfPool = pools.stream().mapToInt(pool -> sites.indexOf(pool.siteId())).toArray();
    long[][] itMj = new long[sites.size()][settings.grid().intervals()];
    entries.forEach(
        entry ->
            itMj[siteOfPool[PoolPart.poolOf(entry.key())]][PoolPart.intervalOf(entry.key())] +=
                entry.measuredMj() + entry.hostMj());
    double[][] itWh =
        Arrays.stream(itMj)
            .map(ofSite -> Arrays.stream(ofSite).mapToDouble(Energy::wattHours).toArray())
            .toArray(double[][]::new);
    return new BookingFacts(
        entries,
        siteOfPool,
        reference.factors().of(sites, itWh, topology.jobSpans()),
        new HashMap<>(reference.canonicalTeams()));
  }
}
