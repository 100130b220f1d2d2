package online.neuropod.api.pods;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.Pod;
import online.neuropod.telemetry.Traces;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.PodWorkflows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on to the workflows what was written, without making anybody wait: the document is the
 * acceptance, and what Temporal does not take now, the workers' sweeper delivers.
 */
public class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** More at once means that Temporal is away; then the sweeper is enough. */
  private static final int MAX_UNDER_WAY = 64;

  private final PodWorkflows workflows;
  private final BillingWorkflows billing;
  private final Executor threads;
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

  /** Delivers to these workflows on these threads. */
  public Delivery(PodWorkflows workflows, BillingWorkflows billing, Executor threads) {
    this.workflows = workflows;
    this.billing = billing;
    this.threads = threads;
  }

  /** Delivers the newest wish of a pod, soon. */
  public void deliver(Pod pod) {
    soon("podId=" + pod.id() + " seq=" + pod.wish().seq(), () -> workflows.deliver(pod));
  }

  /** Tells the billing of what runs that the balance or its limit changed, soon. */
  public void wakeBilling(Wallet wallet) {
    if (wallet.podMeters().values().stream().anyMatch(Meter::isRunning)) {
      soon("userId=" + wallet.userId(), () -> billing.wakeAll(wallet));
    }
  }

  /**
   * Calls Temporal soon, for what the workers' sweeper would do later.
   *
   * @param about whom or what, for the log
   */
  public void soon(String about, Runnable call) {
    if (!underWay.tryAcquire()) {
      LOG.warn("{}: left to the sweeper", about);
      return;
    }
    threads.execute(
        Traces.carried(
            () -> {
              try {
                call.run();
              } catch (StatusRuntimeException | WorkflowException away) {
                LOG.warn("{}: left to the sweeper", about, away);
              } finally {
                underWay.release();
              }
            }));
  }
}
