package online.neuropod.worker.watch;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.watch.ClusterWatch;
import online.neuropod.domain.pod.UserHash;
import online.neuropod.store.pods.PodStore;
import online.neuropod.workflows.contract.PodLifecycle;
import online.neuropod.workflows.contract.WorkflowIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Wakes the lifecycle workflow of a pod that changed in the cluster; where none runs, the change
 * was nobody's and is checked. A pod's first change is told at once, and those of the quarter of a
 * second that follows together at its end: a Pod that comes up changes three times within that. A
 * change of a volume is told to those of its owner's pods that somebody works for.
 */
public final class ChangeSignals implements ClusterWatch.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeSignals.class);

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** As many are told at once; a full list of a large cluster must not be a storm. */
  private static final int AT_ONCE = 8;

  private final WorkflowClient client;
  private final ClusterSettings cluster;
  private final PodStore pods;
  private final DriftCheck drift;
  private final InstantSource clock;
  private final Throttle podChanges = new Throttle(PAUSE, AT_ONCE, this::tell);
  private final Throttle volumeChanges = new Throttle(PAUSE, 1, _ -> tellOwners());
  private final Set<String> owners = ConcurrentHashMap.newKeySet();

  /** Tells the workflows of one installation. */
  public ChangeSignals(
      WorkflowClient client,
      ClusterSettings cluster,
      PodStore pods,
      DriftCheck drift,
      InstantSource clock) {
    this.client = client;
    this.cluster = cluster;
    this.pods = pods;
    this.drift = drift;
    this.clock = clock;
  }

  @Override
  public void podChanged(String podId) {
    podChanges.event(podId);
  }

  @Override
  public void volumeChanged(String userHash) {
    owners.add(userHash);
    // One look at the store serves all that came since the last, as after a full list.
    volumeChanges.event("all");
  }

  private void tellOwners() {
    Set<String> changed = Set.copyOf(owners);
    owners.removeAll(changed);
    try {
      // Whatever the clock of the api that wrote them said.
      pods.unsettled(clock.instant().plus(Duration.ofHours(1))).stream()
          .filter(pod -> changed.contains(UserHash.of(pod.ownerId(), cluster.userHashKey())))
          .forEach(pod -> podChanged(pod.id()));
    } catch (DataAccessException away) {
      LOG.warn("changes of {} volumes are not told: {}", changed.size(), away.toString());
    }
  }

  private void tell(String podId) {
    try {
      client
          .newUntypedWorkflowStub(WorkflowIds.pod(cluster.installationId(), podId))
          .signal(PodLifecycle.CLUSTER_CHANGED);
    } catch (WorkflowNotFoundException nobodyWorks) {
      check(podId);
    } catch (StatusRuntimeException | WorkflowServiceException away) {
      // The workflow looks by itself every few seconds.
      LOG.warn("podId={}: a change is not told: {}", podId, away.toString());
    }
  }

  private void check(String podId) {
    try {
      drift.check(podId);
    } catch (KubernetesClientException
        | ClusterRefusal
        | DataAccessException
        | StatusRuntimeException
        | WorkflowServiceException away) {
      // The sweeper checks it again.
      LOG.warn("podId={}: a change is not checked: {}", podId, away.toString());
    }
  }

  @Override
  public void close() {
    volumeChanges.close();
    podChanges.close();
  }
}
