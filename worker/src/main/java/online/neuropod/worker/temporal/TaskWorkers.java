package online.neuropod.worker.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import online.neuropod.workflows.contract.TaskQueues;
import online.neuropod.workflows.impl.BillingWorkflowImpl;
import online.neuropod.workflows.impl.DeletePodWorkflowImpl;
import online.neuropod.workflows.impl.DeleteUserWorkflowImpl;
import online.neuropod.workflows.impl.DeleteVolumeWorkflowImpl;
import online.neuropod.workflows.impl.DeployPodWorkflowImpl;
import online.neuropod.workflows.impl.ReconcileWorkflowImpl;
import online.neuropod.workflows.impl.StopPodWorkflowImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Polls the installation's task queues from the start of the process to its end. A Temporal that
 * does not answer at the start is waited for; one that goes away later is waited for by the SDK.
 */
public final class TaskWorkers implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWorkers.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration FINISH = Duration.ofSeconds(20);

  /**
   * How long a workflow's code may hold its thread before that counts as a deadlock. The SDK's own
   * second passes on a machine that has too much to do without the thread having run at all; the
   * task that then fails is done again, and there is still more to do.
   */
  private static final Duration STUCK = Duration.ofSeconds(10);

  /** What is executed at once at most, per queue. */
  private static final int SLOTS = 200;

  private final WorkerFactory factory;
  private final SearchAttributes attributes;
  private final ScheduledExecutorService starter =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("temporal-start").daemon().factory());
  private volatile boolean polling;
  private volatile boolean running;

  /**
   * Serves an installation's queues.
   *
   * @param interceptors what sees workflows and activities come and go
   * @param lifecycle activity implementations of the lifecycle queue
   * @param money those of the money queue
   * @param maintenance those of the maintenance queue
   */
  public TaskWorkers(
      WorkflowClient client,
      WorkflowServiceStubs stubs,
      TaskQueues queues,
      List<WorkerInterceptor> interceptors,
      List<?> lifecycle,
      List<?> money,
      List<?> maintenance) {
    this.attributes = new SearchAttributes(stubs, client.getOptions().getNamespace());
    this.factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setUsingVirtualWorkflowThreads(true)
                .setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new))
                .build());
    Worker pods = factory.newWorker(queues.lifecycle(), options());
    pods.registerWorkflowImplementationTypes(
        DeployPodWorkflowImpl.class, StopPodWorkflowImpl.class, DeletePodWorkflowImpl.class);
    pods.registerActivitiesImplementations(lifecycle.toArray());
    Worker bills = factory.newWorker(queues.money(), options());
    bills.registerWorkflowImplementationTypes(BillingWorkflowImpl.class);
    bills.registerActivitiesImplementations(money.toArray());
    Worker mender = factory.newWorker(queues.maintenance(), options());
    mender.registerWorkflowImplementationTypes(
        ReconcileWorkflowImpl.class, DeleteUserWorkflowImpl.class, DeleteVolumeWorkflowImpl.class);
    mender.registerActivitiesImplementations(maintenance.toArray());
  }

  private static WorkerOptions options() {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(SLOTS)
        .setMaxConcurrentWorkflowTaskExecutionSize(SLOTS)
        .setUsingVirtualThreads(true)
        .setDefaultDeadlockDetectionTimeout(STUCK.toMillis())
        .build();
  }

  /** Whether the queues are polled. */
  public boolean isPolling() {
    return polling;
  }

  @Override
  public void start() {
    running = true;
    starter.execute(this::begin);
  }

  private void begin() {
    try {
      attributes.ensure();
      factory.start();
      polling = true;
    } catch (StatusRuntimeException away) {
      if (!running) {
        return;
      }
      LOG.warn(
          "Temporal does not answer, asking again in {} s: {}",
          RETRY.toSeconds(),
          away.getStatus());
      var _ = starter.schedule(this::begin, RETRY.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** Takes no more tasks, and waits up to 20 s for those under way. */
  @Override
  public void stop() {
    running = false;
    endStarter();
    // One that never started has nothing to end, and would ask Temporal for its capabilities.
    if (factory.isStarted()) {
      factory.shutdown();
      factory.awaitTermination(FINISH.toSeconds(), TimeUnit.SECONDS);
    }
    polling = false;
  }

  /** Interrupts a start under way, and waits for its end: it must not start what is ended then. */
  private void endStarter() {
    starter.shutdownNow();
    try {
      var _ = starter.awaitTermination(RETRY.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
