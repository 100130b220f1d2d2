package online.neuropod.api.pods;

import io.grpc.StatusRuntimeException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import online.neuropod.domain.pod.Pod;
import online.neuropod.workflows.contract.PodWorkflows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands wishes on to the workflows without making anybody wait: the document is the acceptance, and
 * what Temporal does not take now, the workers' sweeper delivers.
 */
public class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** More at once means that Temporal is away; then the sweeper is enough. */
  private static final int MAX_UNDER_WAY = 64;

  private final PodWorkflows workflows;
  private final Executor threads;
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

  /** Delivers to these workflows on these threads. */
  public Delivery(PodWorkflows workflows, Executor threads) {
    this.workflows = workflows;
    this.threads = threads;
  }

  /** Delivers the newest wish of a pod, soon. */
  void deliver(Pod pod) {
    if (!underWay.tryAcquire()) {
      LOG.warn("podId={} seq={}: left to the sweeper", pod.id(), pod.wish().seq());
      return;
    }
    threads.execute(
        () -> {
          try {
            workflows.deliver(pod);
          } catch (StatusRuntimeException away) {
            LOG.warn("podId={} seq={}: left to the sweeper", pod.id(), pod.wish().seq(), away);
          } finally {
            underWay.release();
          }
        });
  }
}
