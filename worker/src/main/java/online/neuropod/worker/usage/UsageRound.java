package online.neuropod.worker.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import online.neuropod.activities.rounds.Round;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.PodMeter;
import online.neuropod.cluster.PodMeter.Measurement;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.leases.LeaseStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.usage.PodUsage;
import online.neuropod.store.usage.UsageStore;

/**
 * Measures all running pods once, keeps the samples, and ends the pods that are to stop by
 * themselves. Of several workers one does it, as long as it lives.
 */
final class UsageRound {
  private static final String LEASE_NAME = "usage";

  /** A round takes at most 15 s, and comes again after a pause of as many as are configured. */
  private static final Duration LEASE = Duration.ofSeconds(45);

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  private final PodStore pods;
  private final PodMeter meter;
  private final UsageStore usage;
  private final LeaseStore leases;
  private final Reckoning reckoning;
  private final AutoStopCheck autoStop;
  private final Duration pause;
  private final InstantSource clock;
  private final String holder = UUID.randomUUID().toString();
  private Instant sweptAt = Instant.EPOCH;

  /**
   * Measures with these.
   *
   * @param pause between two rounds
   */
  UsageRound(
      PodStore pods,
      PodMeter meter,
      UsageStore usage,
      LeaseStore leases,
      Reckoning reckoning,
      AutoStopCheck autoStop,
      Duration pause,
      InstantSource clock) {
    this.pods = pods;
    this.meter = meter;
    this.usage = usage;
    this.leases = leases;
    this.reckoning = reckoning;
    this.autoStop = autoStop;
    this.pause = pause;
    this.clock = clock;
  }

  /** A pod that runs, since when, and what is known of it now. */
  private record Known(Pod pod, Instant startedAt, PodUsage usage) {}

  /** Runs once, if it is this process's turn. Not for several threads at once. */
  void run() {
    if (!leases.hold(LEASE_NAME, holder, LEASE.plus(pause))) {
      return;
    }
    List<Known> known = measure();
    usage.record(known.stream().map(Known::usage).toList());
    Instant now = clock.instant();
    Round.over(
        known,
        "automatic stop",
        each -> "podId=" + each.pod().id(),
        each -> autoStop.check(each.pod(), each.startedAt(), each.usage(), now));
    sweep(now);
  }

  private List<Known> measure() {
    List<Pod> running =
        pods.withStatus(PodStatus.RUNNING).stream()
            .filter(pod -> pod.startedAt().isPresent() && pod.wish().op() == Operation.RUN)
            .toList();
    Map<String, PodUsage> before =
        usage.of(running.stream().map(Pod::id).collect(Collectors.toSet()));
    Map<String, Measurement> measured =
        meter.measure(
            running.stream()
                .flatMap(
                    pod ->
                        pod.startedAt().stream()
                            .map(startedAt -> new PodMeter.Running(Target.of(pod), startedAt)))
                .toList());
    Instant now = clock.instant();
    return running.stream().flatMap(pod -> known(pod, before, measured, now).stream()).toList();
  }

  private Optional<Known> known(
      Pod pod, Map<String, PodUsage> before, Map<String, Measurement> measured, Instant now) {
    Optional<Measurement> measurement = Optional.ofNullable(measured.get(pod.id()));
    Optional<PodUsage> earlier = Optional.ofNullable(before.get(pod.id()));
    return pod.startedAt()
        .flatMap(
            startedAt ->
                measurement.map(
                    it ->
                        new Known(
                            pod, startedAt, reckoning.next(pod, startedAt, earlier, it, now))));
  }

  private void sweep(Instant now) {
    if (!now.isBefore(sweptAt.plus(BETWEEN_SWEEPS))) {
      usage.forget(now);
      sweptAt = now;
    }
  }

  /** Lets another process take over at once. */
  void handOver() {
    leases.release(LEASE_NAME, holder);
  }
}
