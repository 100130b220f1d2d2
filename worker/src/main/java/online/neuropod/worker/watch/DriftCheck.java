package online.neuropod.worker.watch;

import java.util.List;
import java.util.Optional;
import online.neuropod.activities.SystemWishes;
import online.neuropod.activities.rounds.Round;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.cluster.Diagnosis;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.pods.PodStore;

/**
 * Compares a settled pod with the cluster. One that is said to run but does not, because somebody
 * removed it, its node was lost, or its container ended, is taken down in order: its session is
 * closed at the real end, and it ends in {@code error} with the cause.
 */
public final class DriftCheck {
  private final PodStore pods;
  private final PodCluster cluster;
  private final SystemWishes wishes;

  /** Checks with these. */
  public DriftCheck(PodStore pods, PodCluster cluster, SystemWishes wishes) {
    this.pods = pods;
    this.cluster = cluster;
    this.wishes = wishes;
  }

  /** Checks one pod; no such pod is fine. */
  public void check(String podId) {
    pods.find(podId).ifPresent(this::check);
  }

  /** Checks all that are said to run. */
  public void checkAll() {
    List<Pod> said = pods.withStatus(PodStatus.RUNNING);
    Round.over(said, "drift check", pod -> "podId=" + pod.id(), this::check);
  }

  private void check(Pod pod) {
    if (pod.isSettled() && pod.status() == PodStatus.RUNNING && pod.wish().op() == Operation.RUN) {
      drift(pod).ifPresent(reason -> wishes.stop(pod, Wish.BY_SYSTEM, reason));
    }
  }

  private Optional<StatusReason> drift(Pod pod) {
    Diagnosis seen = Diagnosis.of(cluster.observe(Target.of(pod)), pod.spec());
    return switch (seen.stage()) {
      case ABSENT, TERMINATING -> Optional.of(StatusReason.of(CauseCode.REMOVED_FROM_CLUSTER));
      case ENDED, FAILED ->
          Optional.of(
              seen.reason().orElseGet(() -> StatusReason.of(CauseCode.REMOVED_FROM_CLUSTER)));
      // A container that is restarted comes up again by itself.
      case QUEUED, SCHEDULING, PREPARING, RUNNING -> Optional.empty();
    };
  }
}
