package online.neuropod.workflows.impl;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.BillingInput;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.ClusterActivities.Creation;
import online.neuropod.workflows.contract.ClusterActivities.Observation;
import online.neuropod.workflows.contract.ClusterActivities.PodSession;
import online.neuropod.workflows.contract.ClusterActivities.Volume;
import online.neuropod.workflows.contract.MoneyActivities.Reserved;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.PodInput;
import online.neuropod.workflows.contract.PodInput.Progress;
import online.neuropod.workflows.contract.PodRecordActivities.StatusUpdate;
import online.neuropod.workflows.contract.PodRecordActivities.Wished;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.TaskQueues;
import online.neuropod.workflows.contract.WorkflowIds;

/**
 * The steps of one deploy, from the reserved money to services that answer. Each may be repeated.
 */
final class Deployment {
  private static final Duration BLOCKED_PAUSE = Duration.ofMillis(200);
  private static final Duration BLOCKED_LIMIT = Duration.ofSeconds(60);
  private static final Duration VOLUME_LOOK = Duration.ofSeconds(5);
  private static final Duration VOLUME_LIMIT = Duration.ofMinutes(2);

  private final PodLifecycleWorkflow workflow;
  private final PodInput pod;
  private final Wished wished;
  private final PodSession target;
  private final Session session;
  private PodStatus status;
  private boolean jupyterHook = true;

  Deployment(PodLifecycleWorkflow workflow, PodInput pod, Wished wished) {
    this.workflow = workflow;
    this.pod = pod;
    this.wished = wished;
    this.target = PodLifecycleWorkflow.session(pod);
    this.session = new Session(pod.podId(), pod.ownerId(), pod.seq());
    this.status = preparing();
  }

  /**
   * @throws StepFailure if a step cannot succeed
   * @throws Superseded if a newer wish is there
   */
  void run() {
    workflow.publish(status);
    reserveFunds();
    prepareWorkspace();
    createPod();
    Instant startedAt = awaitRunning();
    step("Opening the routes");
    // Before anything else: a container that runs is metered, whatever a route has to wait for.
    workflow.money.started(session, startedAt);
    workflow.cluster.openRoutes(target);
    startBilling();
    write(PodStatus.RUNNING, Optional.empty(), Optional.of(startedAt), false);
    new ServiceWatch(workflow, pod).run();
    write(PodStatus.RUNNING, Optional.empty(), Optional.of(startedAt), true);
    workflow.tell("Running");
  }

  private void step(String details) {
    workflow.requireNewest(pod);
    workflow.tell(details);
  }

  private void reserveFunds() {
    step("Reserving funds");
    Reserved reserved = workflow.money.reserve(session);
    if (reserved.previousOpen()) {
      new Teardown(workflow, pod).runEarlier(SessionEnd.REPLACED);
      reserved = workflow.money.reserve(session);
    }
    if (!reserved.granted()) {
      throw new StepFailure(
          reserved.refusal().orElseGet(() -> StatusReason.of(CauseCode.INTERNAL)));
    }
  }

  private void prepareWorkspace() {
    step("Preparing the namespace and the volume");
    Duration waited = Duration.ZERO;
    workflow.expectChange();
    Volume volume = workflow.cluster.prepareWorkspace(target);
    while (!volume.ready()) {
      if (waited.compareTo(VOLUME_LIMIT) >= 0) {
        throw new StepFailure(
            volume
                .reason()
                .orElseGet(() -> Patience.timeout(CauseCode.STEP_TIMEOUT, "volume", VOLUME_LIMIT)));
      }
      waited = waited.plus(workflow.awaitChangeOf(pod, VOLUME_LOOK));
      workflow.expectChange();
      volume = workflow.cluster.prepareWorkspace(target);
    }
  }

  private void createPod() {
    step("Creating the Pod");
    Duration waited = Duration.ZERO;
    Creation creation = workflow.cluster.createPod(target, jupyterHook);
    while (creation != Creation.CREATED) {
      if (waited.compareTo(BLOCKED_LIMIT) >= 0) {
        throw new StepFailure(Patience.timeout(CauseCode.STEP_TIMEOUT, "pod", BLOCKED_LIMIT));
      }
      if (creation == Creation.BLOCKED) {
        new Teardown(workflow, pod).removeBlocking();
      }
      workflow.pause(pod, BLOCKED_PAUSE);
      waited = waited.plus(BLOCKED_PAUSE);
      creation = workflow.cluster.createPod(target, jupyterHook);
    }
  }

  private Instant awaitRunning() {
    var patience = new Patience(wished.longestQueue(), pod.progress().queued());
    while (true) {
      workflow.expectChange();
      Observation seen = workflow.cluster.observe(target);
      if (seen.stage() == Stage.RUNNING && seen.startedAt().isPresent()) {
        return seen.startedAt().get();
      }
      if (seen.hookFailed() && jupyterHook) {
        recreateWithoutHook();
        continue;
      }
      Optional<StatusReason> end = patience.exhaustedBy(seen);
      if (end.isPresent()) {
        throw new StepFailure(end.get());
      }
      tellStage(seen);
      patience.waited(workflow.awaitChangeOf(pod, Patience.untilNextLook()));
      workflow.remember(new Progress(patience.queued(), Optional.empty()));
    }
  }

  /**
   * The image has no shell, and a start hook that fails ends the container: such an image runs
   * without Jupyter.
   */
  private void recreateWithoutHook() {
    jupyterHook = false;
    step("Creating the Pod again, without a start hook");
    workflow.keepDecision();
    new Teardown(workflow, pod).removePodAlone();
    createPod();
  }

  private void tellStage(Observation seen) {
    PodStatus now = seen.stage() == Stage.QUEUED ? PodStatus.QUEUED : preparing();
    workflow.tell(
        "Coming up: "
            + seen.stage()
            + seen.reason().map(reason -> ", " + reason.code()).orElse(""));
    if (now != status) {
      write(now, seen.reason(), Optional.empty(), false);
    }
  }

  private PodStatus preparing() {
    return wished.first() ? PodStatus.CREATING : PodStatus.STARTING;
  }

  private void startBilling() {
    ChildWorkflowOptions options =
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.billing(pod.installation(), pod.podId(), pod.seq()))
            .setTaskQueue(new TaskQueues(pod.installation()).money())
            .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
            .setCancellationType(ChildWorkflowCancellationType.ABANDON)
            .setStaticSummary("Billing of pod " + wished.name() + ", session " + pod.seq())
            .build();
    BillingWorkflow billing = Workflow.newChildWorkflowStub(BillingWorkflow.class, options);
    Async.procedure(
        billing::bill, new BillingInput(pod.installation(), pod.podId(), pod.ownerId(), pod.seq()));
    try {
      // A real server makes the child only with the parent's next task: without this wait it might
      // never be.
      Workflow.getWorkflowExecution(billing).get();
    } catch (ChildWorkflowFailure running) {
      workflow.tell("The billing of this session runs already");
    }
  }

  private void write(
      PodStatus next, Optional<StatusReason> reason, Optional<Instant> startedAt, boolean done) {
    boolean current =
        workflow.records.writeStatus(
            new StatusUpdate(pod.podId(), pod.seq(), next, reason, startedAt, done));
    if (!current) {
      throw new Superseded();
    }
    if (next != status) {
      workflow.publish(next);
    }
    status = next;
  }
}
