package online.neuropod.api.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;

/**
 * Which starts, ends and failures of a person's pods one connection knows of, so that each later
 * one is told once, however often and by whomever the feed is read. An outcome is of a wish: a pod
 * that starts again has another one.
 */
final class Outcomes {
  private final Map<String, Known> known = new HashMap<>();

  private record Known(long revision, long seq, PodStatus status) {
    static Known of(Pod pod) {
      return new Known(pod.revision(), pod.wish().seq(), pod.status());
    }

    boolean isSameOutcome(Known other) {
      return seq == other.seq && status == other.status;
    }
  }

  /** Learns how the person's pods stand: of that nothing is told. */
  synchronized void expect(List<Pod> pods) {
    pods.forEach(pod -> known.put(pod.id(), Known.of(pod)));
  }

  /** What is to be told of a pod that changed, as the {@code kind} of a notification. */
  synchronized Optional<String> next(Pod pod) {
    Known now = Known.of(pod);
    Known before = known.get(pod.id());
    if (before != null && before.revision() >= now.revision()) {
      return Optional.empty();
    }
    known.put(pod.id(), now);
    return before != null && before.isSameOutcome(now) ? Optional.empty() : kind(now.status());
  }

  private static Optional<String> kind(PodStatus status) {
    return switch (status) {
      case RUNNING -> Optional.of("podStarted");
      case STOPPED -> Optional.of("podStopped");
      case ERROR -> Optional.of("podFailed");
      case CREATING, QUEUED, STARTING, STOPPING, DELETING, DELETED -> Optional.empty();
    };
  }
}
