package online.neuropod.api.pods;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.usage.AutoStop;
import online.neuropod.domain.usage.Extension;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.usage.PodUsage;
import online.neuropod.store.usage.UsageStore;

/** Puts off the end of pods that are to stop by themselves. */
final class Extensions {
  private final PodStore pods;
  private final PodQueries queries;
  private final Timeline timeline;
  private final UsageStore usage;
  private final AutoStops autoStops;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  Extensions(
      PodStore pods,
      PodQueries queries,
      Timeline timeline,
      UsageStore usage,
      AutoStops autoStops,
      ApiSettings settings) {
    this.pods = pods;
    this.queries = queries;
    this.timeline = timeline;
    this.usage = usage;
    this.autoStops = autoStops;
    this.settings = settings;
  }

  /**
   * The pod counts as used now, and its lifetime lasts longer.
   *
   * @throws Refusal if it does not run, or would not stop by itself
   */
  Pod extend(Viewer viewer, String podId) {
    Pod pod = queries.visible(viewer, podId);
    Instant startedAt = requireRunning(pod);
    AutoStop rule = autoStops.rule(pod);
    long session = pod.wish().seq();
    Optional<PodUsage> known =
        usage.of(podId).filter(found -> found.activity().session() == session);
    if (known.isEmpty() || rule.limits().equals(PodLimits.USUAL)) {
      throw Refusal.of(FailureCode.NOTHING_TO_EXTEND);
    }
    // As the store keeps it: in milliseconds.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Extension extension =
        rule.extended(
            session,
            startedAt,
            known.flatMap(PodUsage::extension),
            settings.lifetime().extendBy(),
            now);
    usage.extend(podId, extension);
    timeline.mark(
        new Timeline.Step(podId, session, "extended", now, viewer.id(), Optional.empty()),
        String.valueOf(now.toEpochMilli()));
    autoStops.refresh();
    return pods.find(podId).orElse(pod);
  }

  private static Instant requireRunning(Pod pod) {
    return switch (pod.status()) {
      case RUNNING -> pod.startedAt().orElseThrow(() -> Refusal.of(FailureCode.NOTHING_TO_EXTEND));
      case CREATING, QUEUED, STARTING -> throw Refusal.of(FailureCode.NOTHING_TO_EXTEND);
      case STOPPING, STOPPED, ERROR -> throw Refusal.of(FailureCode.POD_ALREADY_STOPPED);
      case DELETING, DELETED -> throw Refusal.of(FailureCode.POD_DELETING);
    };
  }
}
