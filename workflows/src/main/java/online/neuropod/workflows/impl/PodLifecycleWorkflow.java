package online.neuropod.workflows.impl;

import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.workflows.contract.ClusterActivities;
import online.neuropod.workflows.contract.ClusterActivities.PodSession;
import online.neuropod.workflows.contract.ClusterActivities.Probe;
import online.neuropod.workflows.contract.MoneyActivities;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.PodInput;
import online.neuropod.workflows.contract.PodInput.Progress;
import online.neuropod.workflows.contract.PodLifecycle;
import online.neuropod.workflows.contract.PodRecordActivities;
import online.neuropod.workflows.contract.PodRecordActivities.Wished;
import online.neuropod.workflows.contract.PodWorkflows;

/**
 * What deploy, stop and delete share: the signals, and the law that the newest wish wins. Each runs
 * under the pod's one workflow id; a newer wish makes it go on as the workflow of the wished
 * operation, so that no two operations of a pod ever run at once.
 */
abstract class PodLifecycleWorkflow implements PodLifecycle {
  /** Far below the server's limit of 51,200 events; a look of a wait takes about six. */
  private static final long LONG_HISTORY = 4_000;

  private final PodInput input;
  private final ClusterActivities probes;
  private final Set<Long> closedSessions = new HashSet<>();
  private long newestWish;
  private boolean changed;
  private Progress progress = Progress.NONE;

  final PodRecordActivities records;
  final ClusterActivities cluster;
  final MoneyActivities money;

  PodLifecycleWorkflow(PodInput input) {
    this.input = input;
    this.newestWish = input.seq();
    this.records = ActivityStubs.records(input.installation());
    this.cluster = ActivityStubs.cluster(input.installation());
    this.money = ActivityStubs.money(input.installation());
    this.probes = ActivityStubs.probes(input.installation());
  }

  @Override
  public void wish(long seq) {
    newestWish = Math.max(newestWish, seq);
  }

  @Override
  public void clusterChanged() {
    changed = true;
  }

  @Override
  public void sessionClosed(long session) {
    closedSessions.add(session);
  }

  /**
   * Takes up the newest wish and works for it; goes on as another workflow where it is another
   * operation's. A wish that has its outcome was delivered twice: working for it again would, for a
   * failed deploy, replace the cause by the refusal of a session that is over.
   */
  final void run(Operation mine) {
    Wished wished = records.takeWish(input.podId());
    PodInput pod = input.withSeq(wished.seq());
    newestWish = Math.max(newestWish, wished.seq());
    if (!wished.settled() && wished.op() != mine) {
      continueAs(wished.op(), pod);
      return;
    }
    boolean done = wished.settled() ? rest(wished) : attempt(pod, wished);
    // Signals that come after this look make the server refuse the completion, and the look is
    // repeated with them.
    if (!done || isSuperseded(wished.seq())) {
      Wished next = records.takeWish(input.podId());
      continueAs(next.op(), pod.withSeq(next.seq()));
    }
  }

  private boolean rest(Wished wished) {
    // Who wrote the outcome may have been lost before it could be told to operators.
    publish(wished.status());
    tell("The wish has its outcome already");
    return true;
  }

  private boolean attempt(PodInput pod, Wished wished) {
    progress = pod.progress();
    try {
      return work(pod, wished);
    } catch (HistoryTooLong full) {
      continueAs(wished.op(), pod.with(progress));
      return true;
    }
  }

  /**
   * Makes the wish true.
   *
   * @return false if a newer wish took its place
   */
  abstract boolean work(PodInput pod, Wished wished);

  /**
   * What the signals told is not handed on, for nothing of it is lost: the next run reads the
   * newest wish, the cluster and whether a session is open before it waits for any of them.
   */
  private static void continueAs(Operation op, PodInput next) {
    Workflow.continueAsNew(
        PodWorkflows.typeOf(op), ContinueAsNewOptions.getDefaultInstance(), next);
  }

  /** What is to be known should the work go on under a fresh history. */
  final void remember(Progress made) {
    progress = made;
  }

  final boolean isSuperseded(long seq) {
    return newestWish > seq;
  }

  final boolean isClosed(long session) {
    return closedSessions.contains(session);
  }

  /**
   * From here on, a change in the cluster ends the next wait. Called before a look, so that none is
   * missed.
   */
  final void expectChange() {
    changed = false;
  }

  /**
   * Waits for a change in the cluster, at most {@code limit}. Returns the time waited.
   *
   * @throws HistoryTooLong if so much was waited that the work has to go on under a fresh history
   */
  final Duration awaitChange(Duration limit) {
    requireShortHistory();
    long before = Workflow.currentTimeMillis();
    Workflow.await(limit, () -> changed);
    return Duration.ofMillis(Workflow.currentTimeMillis() - before);
  }

  /**
   * As {@link #awaitChange}, for work that a newer wish ends.
   *
   * @throws Superseded if there is one
   */
  final Duration awaitChangeOf(PodInput pod, Duration limit) {
    requireShortHistory();
    long before = Workflow.currentTimeMillis();
    Workflow.await(limit, () -> changed || isSuperseded(pod.seq()));
    requireNewest(pod);
    return Duration.ofMillis(Workflow.currentTimeMillis() - before);
  }

  /**
   * Waits for {@code time}.
   *
   * @throws Superseded if a newer wish comes
   */
  final void pause(PodInput pod, Duration time) {
    Workflow.await(time, () -> isSuperseded(pod.seq()));
    requireNewest(pod);
  }

  /** Waits until the session is told to be closed, at most {@code limit}. */
  final void awaitClosed(long session, Duration limit) {
    requireShortHistory();
    Workflow.await(limit, () -> isClosed(session));
  }

  /**
   * Puts what was decided into the history before what follows from it is done. A task that is lost
   * is repeated as a whole, and would decide again in a world that has changed: a container that
   * was ended for its failure would be taken for one that somebody removed.
   */
  final void keepDecision() {
    Workflow.sleep(Duration.ofMillis(1));
  }

  /** Waits for {@code time}, whatever is wished. */
  final void pause(Duration time) {
    requireShortHistory();
    Workflow.sleep(time);
  }

  private static void requireShortHistory() {
    if (Workflow.getInfo().getHistoryLength() > LONG_HISTORY
        || Workflow.getInfo().isContinueAsNewSuggested()) {
      throw new HistoryTooLong();
    }
  }

  /**
   * Called between steps: no step is interrupted, since each is short and half a step would be
   * found by nobody. A wish that comes during a task is known when the task ends.
   *
   * @throws Superseded if there is a newer wish
   */
  final void requireNewest(PodInput pod) {
    if (isSuperseded(pod.seq())) {
      throw new Superseded();
    }
  }

  final void tell(String details) {
    Workflow.setCurrentDetails(details);
  }

  final void publish(PodStatus status) {
    Workflow.upsertTypedSearchAttributes(PodAttributes.POD_STATUS.valueSet(status.wire()));
  }

  /** Which ports answer now. */
  final Probe probe(PodSession target) {
    return probes.probe(target);
  }

  static PodSession session(PodInput pod) {
    return new PodSession(pod.podId(), pod.seq());
  }
}
