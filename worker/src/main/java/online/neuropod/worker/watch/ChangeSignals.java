package online.neuropod.worker.watch;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * was nobody's and is checked. Changes of a pod that come while one of its is being told are told
 * once. A change of a volume is told to those of its owner's pods that somebody works for.
 */
public final class ChangeSignals implements ClusterWatch.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeSignals.class);

  /** As many are told at once; a full list of a large cluster must not be a storm. */
  private static final int AT_ONCE = 8;

  private final WorkflowClient client;
  private final ClusterSettings cluster;
  private final PodStore pods;
  private final DriftCheck drift;
  private final InstantSource clock;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final Set<String> volumes = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("change-", 0).factory());

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
    if (waiting.add(podId) && !threads.isShutdown()) {
      threads.execute(() -> tell(podId));
    }
  }

  @Override
  public void volumeChanged(String userHash) {
    // One look at the store serves all that came since the last, as after a full list.
    if (volumes.add(userHash) && volumes.size() == 1 && !threads.isShutdown()) {
      threads.execute(this::tellOwners);
    }
  }

  private void tellOwners() {
    var changed = new HashSet<String>();
    volumes.removeIf(changed::add);
    try {
      pods.unsettled(clock.instant()).stream()
          .filter(pod -> changed.contains(UserHash.of(pod.ownerId(), cluster.userHashKey())))
          .forEach(pod -> podChanged(pod.id()));
    } catch (DataAccessException away) {
      LOG.warn("changes of {} volumes are not told: {}", changed.size(), away.toString());
    }
  }

  private void tell(String podId) {
    // Before the signal, so that a change during it is told again.
    waiting.remove(podId);
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
    threads.shutdownNow();
  }
}
