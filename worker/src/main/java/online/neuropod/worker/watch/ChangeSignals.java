package online.neuropod.worker.watch;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.workflows.contract.PodLifecycle;
import online.neuropod.workflows.contract.WorkflowIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Wakes the lifecycle workflow of a pod that changed in the cluster; where none runs, the change
 * was nobody's and is checked. Changes of a pod that come while one of its is being told are told
 * once.
 */
public final class ChangeSignals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeSignals.class);

  /** As many are told at once; a full list of a large cluster must not be a storm. */
  private static final int AT_ONCE = 8;

  private final WorkflowClient client;
  private final String installation;
  private final DriftCheck drift;
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("change-", 0).factory());

  /** Tells the workflows of one installation. */
  public ChangeSignals(WorkflowClient client, String installation, DriftCheck drift) {
    this.client = client;
    this.installation = installation;
    this.drift = drift;
  }

  /** Tells a change of a pod, soon. Does not block. */
  void changed(String podId) {
    if (waiting.add(podId) && !threads.isShutdown()) {
      threads.execute(() -> tell(podId));
    }
  }

  private void tell(String podId) {
    // Before the signal, so that a change during it is told again.
    waiting.remove(podId);
    try {
      client
          .newUntypedWorkflowStub(WorkflowIds.pod(installation, podId))
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
