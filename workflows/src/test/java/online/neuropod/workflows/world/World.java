package online.neuropod.workflows.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.workflows.contract.AccountWorkflows;
import online.neuropod.workflows.contract.BillingInput;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.Payloads;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.PodWorkflows;
import online.neuropod.workflows.contract.ReconcileWorkflow;
import online.neuropod.workflows.contract.Reconciliation;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.TaskQueues;
import online.neuropod.workflows.contract.WorkflowIds;
import online.neuropod.workflows.impl.BillingWorkflowImpl;
import online.neuropod.workflows.impl.DeletePodWorkflowImpl;
import online.neuropod.workflows.impl.DeleteUserWorkflowImpl;
import online.neuropod.workflows.impl.DeleteVolumeWorkflowImpl;
import online.neuropod.workflows.impl.DeployPodWorkflowImpl;
import online.neuropod.workflows.impl.ReconcileWorkflowImpl;
import online.neuropod.workflows.impl.StopPodWorkflowImpl;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Everything around the workflows. Time stands still until something waits for an outcome, and then
 * jumps from timer to timer. After the test every history that was made is replayed, so that each
 * test also holds that the workflows are deterministic.
 */
public final class World implements AfterEachCallback {
  /** The installation's id. */
  public static final String INSTALLATION = "i1";

  /** The one pod of most tests. */
  public static final String POD = "pod-1";

  /** Its owner. */
  public static final String OWNER = "owner-1";

  /** When time begins. */
  public static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT_STEP = Duration.ofMillis(250);
  private static final Duration LONG_STEP = Duration.ofSeconds(5);

  private static final WorkflowClientOptions CLIENT =
      WorkflowClientOptions.newBuilder()
          .setDataConverter(Payloads.converter())
          // Histories are kept, and say nothing of the machine that made them.
          .setIdentity("test")
          .validateAndBuildWithDefaults();

  private final TestWorkflowEnvironment temporal;
  private final WorkflowClient client;
  private final WorkerFactory workers;
  private final Worker worker;
  private final PodWorkflows workflows;
  private final Signals signals;
  private final Journal journal = new Journal();
  private final FakeRecords records;
  private final FakeCluster cluster;
  private final FakeMoney money;
  private final FakeMaintenance maintenance = new FakeMaintenance();
  private final FakeAccounts accounts = new FakeAccounts();
  private final HeldTime time;

  /** A new world, in which nothing has happened. */
  public World() {
    temporal = TestWorkflowEnvironment.newInstance(options());
    // Not the environment's, which skips time whenever it waits for a result, and does not stop at
    // the result: hours of billing would be gone by.
    client = WorkflowClient.newInstance(temporal.getWorkflowServiceStubs(), CLIENT);
    workflows = new PodWorkflows(client, INSTALLATION);
    signals = new Signals(client);
    records = new FakeRecords(this::now);
    money = new FakeMoney(this::now, OWNER, signals, this::stopUnpaid);
    cluster = new FakeCluster(this::now, session -> money.isOpen(POD, session));
    workers = newWorkers();
    worker = startWorkers();
    time = new HeldTime(temporal.getWorkflowServiceStubs(), client, money);
  }

  private TestEnvironmentOptions options() {
    var options =
        TestEnvironmentOptions.newBuilder().setInitialTime(BEGIN).setWorkflowClientOptions(CLIENT);
    PodAttributes.names()
        .forEach(
            name ->
                options.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    return options.build();
  }

  private WorkerFactory newWorkers() {
    return WorkerFactory.newInstance(
        client,
        WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(new WorkerInterceptor[] {journal})
            .setUsingVirtualWorkflowThreads(true)
            .build());
  }

  private Worker startWorkers() {
    var queues = new TaskQueues(INSTALLATION);
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setUsingVirtualThreads(true)
            // As few as can be: what they have asked for is still given to them when they are away.
            .setMaxConcurrentWorkflowTaskPollers(2)
            // A busy machine is no deadlock.
            .setDefaultDeadlockDetectionTimeout(PATIENCE.toMillis())
            .build();
    Worker lifecycle = workers.newWorker(queues.lifecycle(), options);
    lifecycle.registerWorkflowImplementationTypes(
        DeployPodWorkflowImpl.class,
        StopPodWorkflowImpl.class,
        DeletePodWorkflowImpl.class,
        BillingWorkflowImpl.class,
        ReconcileWorkflowImpl.class,
        DeleteUserWorkflowImpl.class,
        DeleteVolumeWorkflowImpl.class);
    lifecycle.registerActivitiesImplementations(records, cluster, money);
    Worker bills = workers.newWorker(queues.money(), options);
    bills.registerWorkflowImplementationTypes(BillingWorkflowImpl.class);
    bills.registerActivitiesImplementations(money);
    Worker mender = workers.newWorker(queues.maintenance(), options);
    mender.registerWorkflowImplementationTypes(
        ReconcileWorkflowImpl.class, DeleteUserWorkflowImpl.class, DeleteVolumeWorkflowImpl.class);
    mender.registerActivitiesImplementations(maintenance, accounts);
    workers.start();
    return lifecycle;
  }

  /** The activities that were called. */
  public Journal journal() {
    return journal;
  }

  /** The pods' documents. */
  public FakeRecords records() {
    return records;
  }

  /** The cluster. */
  public FakeCluster cluster() {
    return cluster;
  }

  /** What the reconciler does. */
  public FakeMaintenance maintenance() {
    return maintenance;
  }

  /** What is done to delete a person. */
  public FakeAccounts accounts() {
    return accounts;
  }

  /** The wallet. */
  public FakeMoney money() {
    return money;
  }

  /** The time. */
  public Instant now() {
    return Instant.ofEpochMilli(temporal.currentTimeMillis());
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    temporal.sleep(time);
  }

  /** Lets something happen after a time, while others wait. */
  public void after(Duration time, Runnable event) {
    temporal.registerDelayedCallback(time, event);
  }

  /** The document of the pod. */
  public Pod pod() {
    return records.pod(POD);
  }

  /** A person creates the pod. */
  public void create() {
    workflows.deliver(records.create(POD, OWNER));
  }

  /** A person creates the pod, and lets it come up. */
  public void createAndSettle() {
    create();
    settle();
  }

  /** A person wishes something. */
  public void wish(Operation op) {
    journal.mark("wish");
    workflows.deliver(records.wish(POD, op, OWNER, Optional.empty()));
  }

  /** Somebody wishes something, but nobody is told. */
  public void wishSilently(Operation op) {
    records.wish(POD, op, OWNER, Optional.empty());
  }

  /** The system stops the pod. */
  public void stop(String by, StatusReason reason) {
    stop(POD, by, reason);
  }

  private void stop(String podId, String by, StatusReason reason) {
    workflows.deliver(records.wish(podId, Operation.STOP, by, Optional.of(reason)));
  }

  /** The newest wish is delivered once more. */
  public void deliverAgain() {
    workflows.deliver(pod());
  }

  private void stopUnpaid(String podId, long session) {
    Wish wish = records.pod(podId).wish();
    if (wish.op() == Operation.RUN && wish.seq() == session) {
      stop(podId, Wish.BY_BILLING, StatusReason.of(CauseCode.FUNDS_EXHAUSTED));
    }
  }

  /** The watcher saw a change of the pod. */
  public void clusterChanges() {
    signals.clusterChanged(POD);
  }

  /** A pod of which only the document is there, and nobody works for its wish. */
  public void document() {
    document(POD);
  }

  /** The same of another pod. */
  public void document(String podId) {
    records.create(podId, OWNER);
  }

  /** The installation's reconciler is started. */
  public void reconcile() {
    new Reconciliation(client, INSTALLATION).ensure();
  }

  /** Somebody wants the reconciler to look now. */
  public void reconcileNow() {
    stub(WorkflowIds.reconcile(INSTALLATION)).signal(ReconcileWorkflow.NOW);
  }

  /** An administrator has the owner, or their volume, deleted. */
  public void delete(Subject subject) {
    new AccountWorkflows(client, INSTALLATION)
        .ensure(
            new Deletion(
                "request-1",
                subject,
                OWNER,
                "root",
                now(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
  }

  /**
   * All workers stop to ask for tasks until {@link #workersComeBack}; what they asked for before
   * may still be given to one of them. Time goes on to the next timer. Temporal's test server
   * (1.38) would hold it there, since somebody has to take the task; so its hold is let go
   * meanwhile.
   *
   * @param due when the next timer fires
   */
  public void workersGoAway(Instant due) {
    workers.suspendPolling();
    time.release();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (now().isBefore(due)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("time stands still before " + due);
      }
      Thread.onSpinWait();
    }
  }

  /** They are there again. */
  public void workersComeBack() {
    time.hold();
    workers.resumePolling();
  }

  /** Starts the billing of a session that has a meter. */
  public void bill(Session session) {
    var options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(Signals.id(session))
            .setTaskQueue(new TaskQueues(INSTALLATION).money())
            .build();
    var input =
        new BillingInput(INSTALLATION, session.podId(), session.ownerId(), session.session());
    client.newUntypedWorkflowStub(BillingWorkflow.TYPE, options).start(input);
  }

  /** Tells a session's billing its end. */
  public void end(Session session, SessionEnd end) {
    signals.ended(session, end);
  }

  /** Wakes a session's billing. */
  public void walletChanges(Session session) {
    signals.walletChanged(session);
  }

  /** The pod's session of this number. */
  public static Session session(long number) {
    return new Session(POD, OWNER, number);
  }

  /** Lets time pass until the pod's lifecycle workflow completes. */
  public void settle() {
    awaitEnd(podId());
  }

  /** Lets time pass until a workflow completes. */
  public void settle(String workflowId) {
    awaitEnd(workflowId);
  }

  /** Lets time pass until the pod's lifecycle workflow fails. */
  public ApplicationFailure settleInFailure() {
    try {
      settle();
    } catch (WorkflowFailedException failed) {
      if (failed.getCause() instanceof ApplicationFailure cause) {
        return cause;
      }
      throw failed;
    }
    throw new AssertionError("the workflow did not fail, but ended in " + pod().status());
  }

  /** Lets time pass until the billing of a session completes. */
  public void settleBilling(long session) {
    awaitEnd(billingId(session));
  }

  private void awaitEnd(String workflowId) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Duration step = SHORT_STEP;
    while (isRunning(workflowId)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            workflowId + " does not end. Last calls: " + tail(journal.calls()));
      }
      temporal.sleep(step);
      step = step.compareTo(LONG_STEP) < 0 ? step.multipliedBy(5).dividedBy(4) : step;
    }
    var _ = stub(workflowId).getResult(Void.class);
  }

  private static List<String> tail(List<String> calls) {
    return calls.subList(Math.max(0, calls.size() - 30), calls.size());
  }

  private WorkflowStub stub(String workflowId) {
    return client.newUntypedWorkflowStub(workflowId);
  }

  /** Id of the pod's lifecycle workflow. */
  public static String podId() {
    return WorkflowIds.pod(INSTALLATION, POD);
  }

  /** Id of the billing of a session. */
  public static String billingId(long session) {
    return WorkflowIds.billing(INSTALLATION, POD, session);
  }

  /** Whether the billing of a session runs. */
  public boolean isBilling(long session) {
    return isRunning(billingId(session));
  }

  private boolean isRunning(String workflowId) {
    return describe(workflowId)
        .filter(
            found -> found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
        .isPresent();
  }

  /** What an operator finds a workflow by. */
  public SearchAttributes attributes(String workflowId) {
    return describe(workflowId).orElseThrow().getTypedSearchAttributes();
  }

  /** What Temporal tells of the last run of an id. */
  public Optional<WorkflowExecutionDescription> describe(String workflowId) {
    try {
      return Optional.of(stub(workflowId).describe());
    } catch (WorkflowNotFoundException unknown) {
      return Optional.empty();
    }
  }

  /** The words in which a workflow tells an operator what it does. */
  public String details(String workflowId) {
    return Optional.ofNullable(
            stub(workflowId).query("__temporal_workflow_metadata", WorkflowMetadata.class))
        .orElseThrow()
        .getCurrentDetails();
  }

  /** The workflow types of the runs of an id, oldest first. */
  public List<String> types(String workflowId) {
    return histories(workflowId).stream()
        .map(
            history ->
                started(history)
                    .getWorkflowExecutionStartedEventAttributes()
                    .getWorkflowType()
                    .getName())
        .toList();
  }

  /** The histories of the last chain of runs of an id, oldest first. */
  public List<WorkflowExecutionHistory> histories(String workflowId) {
    var chain = new ArrayDeque<WorkflowExecutionHistory>();
    Optional<String> run = describe(workflowId).map(last -> last.getExecution().getRunId());
    while (run.isPresent()) {
      WorkflowExecutionHistory history = client.fetchHistory(workflowId, run.get());
      chain.addFirst(history);
      run =
          Optional.of(
                  started(history)
                      .getWorkflowExecutionStartedEventAttributes()
                      .getContinuedExecutionRunId())
              .filter(id -> !id.isEmpty());
    }
    return List.copyOf(chain);
  }

  /** Holds today's code against a history of before. */
  public void replay(WorkflowExecutionHistory history) throws Exception {
    worker.replayWorkflowExecution(history);
  }

  private static HistoryEvent started(WorkflowExecutionHistory history) {
    return history.getEvents().getFirst();
  }

  /** Everything of the pod is down: nothing in the cluster, no open session. */
  public void assertNothingRuns() {
    assertThat(cluster.isEmpty()).as("nothing is left in the cluster").isTrue();
    assertThat(money.openSession(POD, OWNER)).as("open session").isEmpty();
  }

  @Override
  public void afterEach(ExtensionContext test) throws Exception {
    try {
      if (test.getExecutionException().isEmpty()) {
        check();
      }
    } finally {
      time.close();
      workers.shutdownNow();
      temporal.close();
    }
  }

  private void check() throws Exception {
    assertThat(journal.unmet()).as("planned events that never came to pass").isEmpty();
    assertThat(cluster.violations()).isEmpty();
    for (WorkflowExecutionHistory history : histories(podId())) {
      replay(history);
    }
    for (Session session : money.closed()) {
      for (WorkflowExecutionHistory history : histories(Signals.id(session))) {
        replay(history);
      }
    }
  }
}
