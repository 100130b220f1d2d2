package online.neuropod.activities;

import java.time.InstantSource;
import java.util.Optional;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.pods.PodStore;
import online.neuropod.workflows.contract.PodWorkflows;

/**
 * Wishes of NeuroPod itself: by the same way as a person's, so that they win and lose by the same
 * law.
 */
public final class SystemWishes {
  private final PodStore pods;
  private final PodWorkflows workflows;
  private final InstantSource clock;

  /** Wishes with these. */
  public SystemWishes(PodStore pods, PodWorkflows workflows, InstantSource clock) {
    this.pods = pods;
    this.workflows = workflows;
    this.clock = clock;
  }

  /**
   * Wishes that {@code pod} stops, unless somebody wished something since it was read.
   *
   * @param by {@link Wish#BY_BILLING} or {@link Wish#BY_SYSTEM}
   */
  public void stop(Pod pod, String by, StatusReason reason) {
    long seen = pod.wish().seq();
    var wish = new Wish(Operation.STOP, seen + 1, by, clock.instant(), Optional.of(reason));
    pods.wish(pod.id(), seen, wish, Operation.STOP.statusWhenWished(), Optional.empty())
        .ifPresent(workflows::deliver);
  }
}
