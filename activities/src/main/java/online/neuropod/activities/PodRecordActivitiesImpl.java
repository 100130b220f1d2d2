package online.neuropod.activities;

import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.pods.Timeline.Step;
import online.neuropod.workflows.contract.PodRecordActivities;

/** {@link PodRecordActivities} on the store. */
public final class PodRecordActivitiesImpl implements PodRecordActivities {
  /**
   * Causes for which the system stops a pod that did nothing wrong: it can simply be started again.
   */
  private static final Set<CauseCode> ORDERLY =
      EnumSet.of(
          CauseCode.FUNDS_EXHAUSTED,
          CauseCode.OWNER_SUSPENDED,
          CauseCode.IDLE,
          CauseCode.LIFETIME_REACHED);

  private final PodStore pods;
  private final StoredPods stored;
  private final Timeline timeline;
  private final NoticeStore notices;
  private final Duration longestQueue;
  private final InstantSource clock;

  /**
   * Writes to these.
   *
   * @param longestQueue how long a pod may wait for a GPU
   */
  public PodRecordActivitiesImpl(
      PodStore pods,
      Timeline timeline,
      NoticeStore notices,
      Duration longestQueue,
      InstantSource clock) {
    this.pods = pods;
    this.stored = new StoredPods(pods);
    this.timeline = timeline;
    this.notices = notices;
    this.longestQueue = longestQueue;
    this.clock = clock;
  }

  @Override
  public Wished takeWish(String podId) {
    Pod pod = pods.take(podId, clock.instant()).orElseGet(() -> stored.get(podId));
    Wish wish = pod.wish();
    boolean endsInError =
        wish.reason().filter(reason -> !ORDERLY.contains(reason.code())).isPresent();
    return new Wished(
        wish.op(),
        wish.seq(),
        pod.isSettled(),
        pod.status(),
        wish.seq() == 1,
        endsInError,
        wish.reason(),
        pod.name(),
        longestQueue);
  }

  @Override
  public boolean writeStatus(StatusUpdate update) {
    boolean written =
        pods.writeStatus(
            update.podId(),
            update.seq(),
            update.status(),
            update.reason(),
            update.startedAt(),
            update.done(),
            clock.instant());
    if (written) {
      note(update.podId(), update.seq(), update.status().wire(), update.reason());
      if (update.status() == PodStatus.ERROR) {
        tell(update);
      }
    }
    return written;
  }

  @Override
  public boolean writeServices(
      String podId, long seq, Map<Integer, ServiceStatus> services, boolean jupyterTokenKnown) {
    return pods.writeServices(podId, seq, services, jupyterTokenKnown, clock.instant());
  }

  /**
   * Tells administrators of a deploy that failed, once, however often this is repeated. Of a pod
   * that broke after it ran its owner is told.
   */
  private void tell(StatusUpdate failed) {
    boolean deploy =
        pods.find(failed.podId())
            .map(Pod::wish)
            .filter(wish -> wish.seq() == failed.seq() && wish.op() == Operation.RUN)
            .isPresent();
    if (deploy) {
      var details = new HashMap<String, String>();
      failed.reason().ifPresent(reason -> details.putAll(reason.details()));
      details.put(
          "cause", failed.reason().map(StatusReason::code).orElse(CauseCode.INTERNAL).name());
      notices.publish(
          new Notice(
              "deploy-failed:" + failed.podId() + ":" + failed.seq(),
              Optional.empty(),
              Notice.Kind.DEPLOY_FAILED,
              Optional.of(failed.podId()),
              details,
              clock.instant()));
    }
  }

  private void note(String podId, long seq, String phase, Optional<StatusReason> reason) {
    timeline.add(new Step(podId, seq, phase, clock.instant(), Wish.BY_SYSTEM, reason));
  }
}
