package online.neuropod.worker.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.PodMeter.Measurement;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.usage.Activity;
import online.neuropod.domain.usage.IdleRule;
import online.neuropod.domain.usage.Sample;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;
import online.neuropod.store.usage.PodUsage;
import online.neuropod.store.usage.PodUsage.Traffic;

/** Makes of a measurement, and of what was known before, what is known now. */
final class Reckoning {
  private final IdleRule rule;

  Reckoning(IdleRule rule) {
    this.rule = rule;
  }

  /**
   * What is known of {@code pod} now, which runs since {@code startedAt}.
   *
   * @param before what was known, also of an earlier session
   */
  PodUsage next(
      Pod pod, Instant startedAt, Optional<PodUsage> before, Measurement measured, Instant now) {
    long session = pod.wish().seq();
    Optional<PodUsage> earlier = before.filter(known -> known.activity().session() == session);
    Optional<Traffic> traffic =
        measured.traffic().map(count -> new Traffic(count.bytes(), count.at()));
    Optional<Double> network =
        measured.networkBytesPerSecond().or(() -> earlier.flatMap(known -> rate(known, traffic)));
    var sample =
        new Sample(
            now,
            measured.cpuPercent(),
            measured.memoryBytes(),
            measured.gpuPercent(),
            measured.diskBytes(),
            network);
    Activity activity =
        earlier
            .map(PodUsage::activity)
            .orElseGet(() -> Activity.begun(session, startedAt))
            .after(sample, pod.spec().wantsGpu(), rule);
    return new PodUsage(
        pod.id(),
        sample,
        unknown(measured.unknown(), network.isPresent()),
        traffic,
        activity,
        before.flatMap(PodUsage::idleWarning),
        before.flatMap(PodUsage::lifetimeWarning),
        before.flatMap(PodUsage::extension));
  }

  private static Map<Stat, Unknown> unknown(Map<Stat, Unknown> measured, boolean networkKnown) {
    var unknown = new EnumMap<Stat, Unknown>(Stat.class);
    unknown.putAll(measured);
    if (networkKnown) {
      unknown.remove(Stat.NETWORK);
    }
    return unknown;
  }

  /** Bytes a second since the count before; empty where the two cannot be compared. */
  private static Optional<Double> rate(PodUsage known, Optional<Traffic> now) {
    if (known.traffic().isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    Traffic before = known.traffic().get();
    Duration time = Duration.between(before.at(), now.get().at());
    if (time.isZero()) {
      // A kubelet counts now and then: between two counts the last rate is the best that is known.
      return known.sample().networkBytesPerSecond();
    }
    long bytes = now.get().bytes() - before.bytes();
    return time.isNegative() || bytes < 0
        ? Optional.empty()
        : Optional.of(bytes * 1000.0 / time.toMillis());
  }
}
