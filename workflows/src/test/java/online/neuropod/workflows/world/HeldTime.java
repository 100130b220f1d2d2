package online.neuropod.workflows.world;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.testservice.v1.LockTimeSkippingRequest;
import io.temporal.api.testservice.v1.TestServiceGrpc;
import io.temporal.api.testservice.v1.UnlockTimeSkippingRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets time skip again where Temporal's test server (1.38) has forgotten to: when a child ends, it
 * holds the time until the parent has been told, and for ever where the parent has ended before, as
 * a deploy has when its billing ends.
 */
final class HeldTime implements AutoCloseable {
  private static final long LOOK_MILLIS = 20;

  private final TestServiceGrpc.TestServiceBlockingStub server;
  private final WorkflowClient client;
  private final FakeMoney money;
  private final Set<String> seen = new HashSet<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("held-time").daemon().factory());

  HeldTime(WorkflowServiceStubs stubs, WorkflowClient client, FakeMoney money) {
    this.server = TestServiceGrpc.newBlockingStub(stubs.getRawChannel());
    this.client = client;
    this.money = money;
    var _ =
        thread.scheduleWithFixedDelay(
            this::releaseAll, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void releaseAll() {
    money.closed().stream().map(Signals::id).forEach(this::release);
  }

  private void release(String billing) {
    if (seen.contains(billing)) {
      return;
    }
    List<HistoryEvent> child = events(billing, Optional.empty());
    if (child.isEmpty() || !child.getLast().hasWorkflowExecutionCompletedEventAttributes()) {
      return;
    }
    seen.add(billing);
    var started = child.getFirst().getWorkflowExecutionStartedEventAttributes();
    if (started.hasParentWorkflowExecution()
        && endedBefore(started.getParentWorkflowExecution(), child.getLast().getEventTime())) {
      release();
    }
  }

  private boolean endedBefore(WorkflowExecution parent, Timestamp moment) {
    HistoryEvent last = events(parent.getWorkflowId(), Optional.of(parent.getRunId())).getLast();
    boolean ended =
        last.hasWorkflowExecutionCompletedEventAttributes()
            || last.hasWorkflowExecutionFailedEventAttributes()
            || last.hasWorkflowExecutionContinuedAsNewEventAttributes();
    return ended && Timestamps.compare(last.getEventTime(), moment) < 0;
  }

  private List<HistoryEvent> events(String workflowId, Optional<String> runId) {
    try {
      return runId
          .map(run -> client.fetchHistory(workflowId, run))
          .orElseGet(() -> client.fetchHistory(workflowId))
          .getEvents();
    } catch (StatusRuntimeException unknown) {
      if (unknown.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return List.of();
      }
      throw unknown;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** Lets go one hold of the time. */
  void release() {
    var _ = server.unlockTimeSkipping(UnlockTimeSkippingRequest.getDefaultInstance());
  }

  /** Holds the time once more. */
  void hold() {
    var _ = server.lockTimeSkipping(LockTimeSkippingRequest.getDefaultInstance());
  }
}
