package online.neuropod.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import online.neuropod.activities.BillingSignals;
import online.neuropod.activities.MoneyActivitiesImpl;
import online.neuropod.activities.PodRecordActivitiesImpl;
import online.neuropod.activities.SystemWishes;
import online.neuropod.worker.DeadServers;
import online.neuropod.worker.Parts;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.Payloads;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.PodWorkflows;
import online.neuropod.workflows.contract.TaskQueues;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** That the queues are polled, whenever Temporal comes. */
@ExtendWith(OutputCaptureExtension.class)
class TaskWorkersIT {
  private static final Duration FINISH = Duration.ofSeconds(20);

  @RegisterExtension final Parts parts = new Parts();
  private final int port = DeadServers.freePort();
  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:" + port).build());
  private final WorkflowClient client =
      WorkflowClient.newInstance(
          stubs, WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
  private final BillingSignals billing = new BillingSignals(client, Parts.INSTALLATION);
  private final PodWorkflows pods = new PodWorkflows(client, Parts.INSTALLATION);
  private final TaskWorkers workers = workers();

  TaskWorkersIT() throws IOException {}

  private TaskWorkers workers() {
    var stores = parts.stores();
    var hour = Duration.ofHours(1);
    return new TaskWorkers(
        client,
        stubs,
        new TaskQueues(Parts.INSTALLATION),
        List.of(new PodRecordActivitiesImpl(stores.pods(), stores.timeline(), hour, parts::now)),
        List.of(
            new MoneyActivitiesImpl(
                stores.pods(),
                stores.wallets(),
                stores.users(),
                new SystemWishes(stores.pods(), pods, parts::now),
                billing,
                hour,
                hour,
                parts::now)));
  }

  @AfterEach
  void stop() {
    workers.stop();
    stubs.shutdownNow();
  }

  @Test
  void pollsBothQueuesOnceTemporalComesUntilTheEnd(CapturedOutput log) {
    workers.start();
    await().until(() -> log.getAll().contains("Temporal does not answer"));
    assertThat(workers.isPolling()).isFalse();

    try (var _ = TestServer.createPortBoundServer(port, true)) {
      addSearchAttributes();
      await().until(workers::isPolling);
      parts.running("pod-1");
      pods.deliver(parts.pod("pod-1"));
      parts.stores().wallets().open(Parts.OWNER, false, 1, Instant.EPOCH);
      billing.ensure(new Session("pod-1", Parts.OWNER, 1));

      await().until(() -> completed(WorkflowIds.pod(Parts.INSTALLATION, "pod-1")));
      await().until(() -> completed(WorkflowIds.billing(Parts.INSTALLATION, "pod-1", 1)));
    }
    Instant before = Instant.now();
    workers.stop();
    assertThat(workers.isPolling()).isFalse();
    assertThat(Duration.between(before, Instant.now()))
        .as("although Temporal went away again")
        .isLessThan(FINISH);
  }

  /** An operator's work, which the embedded server does not let its clients do by themselves. */
  private void addSearchAttributes() {
    var channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    var request = AddSearchAttributesRequest.newBuilder();
    PodAttributes.names()
        .forEach(
            name -> request.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    var _ = OperatorServiceGrpc.newBlockingStub(channel).addSearchAttributes(request.build());
    channel.shutdownNow();
  }

  private boolean completed(String workflowId) {
    return client.newUntypedWorkflowStub(workflowId).describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
  }
}
