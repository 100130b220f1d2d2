package online.neuropod.store.usage;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.domain.usage.Activity;
import online.neuropod.domain.usage.Activity.Kept;
import online.neuropod.domain.usage.AutoStop;
import online.neuropod.domain.usage.AutoStop.Warning;
import online.neuropod.domain.usage.Extension;
import online.neuropod.domain.usage.Sample;
import online.neuropod.domain.usage.Signal;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link PodUsage} as it is kept.
 *
 * @param id the pod's
 * @param sampledAt of the sample
 */
@Document("usage")
record UsageDocument(
    String id,
    Instant sampledAt,
    Values sample,
    Map<String, String> unknown,
    PodUsage.@Nullable Traffic traffic,
    Used activity,
    @Nullable Warned idleWarning,
    @Nullable Warned lifetimeWarning,
    @Nullable Extended extension) {

  /** {@link Sample} without its time. */
  record Values(
      @Nullable Double cpuPercent,
      @Nullable Long memoryBytes,
      @Nullable Double gpuPercent,
      @Nullable Long diskBytes,
      @Nullable Double networkBytesPerSecond) {
    static Values of(Sample sample) {
      return new Values(
          sample.cpuPercent().orElse(null),
          sample.memoryBytes().orElse(null),
          sample.gpuPercent().orElse(null),
          sample.diskBytes().orElse(null),
          sample.networkBytesPerSecond().orElse(null));
    }

    Sample at(Instant at) {
      return new Sample(
          at,
          Optional.ofNullable(cpuPercent),
          Optional.ofNullable(memoryBytes),
          Optional.ofNullable(gpuPercent),
          Optional.ofNullable(diskBytes),
          Optional.ofNullable(networkBytesPerSecond));
    }
  }

  /** {@link Activity}. */
  record Used(
      long session,
      Instant sampledAt,
      Instant activeAt,
      String why,
      @Nullable String signal,
      @Nullable Double value) {
    static Used of(Activity activity) {
      return new Used(
          activity.session(),
          activity.sampledAt(),
          activity.activeAt(),
          activity.kept().why().name(),
          activity.kept().signal().map(Signal::name).orElse(null),
          activity.kept().value().orElse(null));
    }

    Activity toActivity() {
      return new Activity(
          session,
          sampledAt,
          activeAt,
          new Kept(
              Kept.Why.valueOf(why),
              Optional.ofNullable(signal).map(Signal::valueOf),
              Optional.ofNullable(value)));
    }
  }

  /** {@link Warning} of a cause that its place says. */
  record Warned(Instant since, Instant at) {
    static Warned of(Warning warning) {
      return new Warned(warning.since(), warning.at());
    }

    Warning toWarning(AutoStop.Cause cause) {
      return new Warning(cause, since, at);
    }
  }

  /** {@link Extension}. */
  record Extended(long session, Instant at, @Nullable Instant lifetimeUntil) {
    static Extended of(Extension extension) {
      return new Extended(
          extension.session(), extension.at(), extension.lifetimeUntil().orElse(null));
    }

    Extension toExtension() {
      return new Extension(session, at, Optional.ofNullable(lifetimeUntil));
    }
  }

  static Map<String, String> unknown(Map<Stat, Unknown> unknown) {
    var names = new HashMap<String, String>();
    unknown.forEach((stat, why) -> names.put(stat.name(), why.name()));
    return names;
  }

  PodUsage toUsage() {
    return new PodUsage(
        id,
        sample.at(sampledAt),
        unknown.entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> Stat.valueOf(each.getKey()), each -> Unknown.valueOf(each.getValue()))),
        Optional.ofNullable(traffic),
        activity.toActivity(),
        Optional.ofNullable(idleWarning).map(it -> it.toWarning(AutoStop.Cause.IDLE)),
        Optional.ofNullable(lifetimeWarning).map(it -> it.toWarning(AutoStop.Cause.LIFETIME)),
        Optional.ofNullable(extension).map(Extended::toExtension));
  }
}
