package online.neuropod.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

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
import java.util.Optional;
import java.util.Set;
import online.neuropod.activities.BillingRules;
import online.neuropod.activities.MaintenanceActivitiesImpl;
import online.neuropod.activities.MoneyActivitiesImpl;
import online.neuropod.activities.Parts;
import online.neuropod.activities.PodRecordActivitiesImpl;
import online.neuropod.activities.RemovedPods;
import online.neuropod.activities.Repairs;
import online.neuropod.activities.SessionRepairs;
import online.neuropod.activities.SystemWishes;
import online.neuropod.cluster.PodCluster;
import online.neuropod.store.Stores;
import online.neuropod.worker.DeadServers;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.Payloads;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.PodWorkflows;
import online.neuropod.workflows.contract.Reconciliation;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.TaskQueues;
import online.neuropod.workflows.contract.WorkflowIds;
import org.bson.Document;
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
  private final BillingWorkflows billing = new BillingWorkflows(client, Parts.INSTALLATION);
  private final PodWorkflows pods = new PodWorkflows(client, Parts.INSTALLATION);
  private final TaskWorkers workers = workers();

  TaskWorkersIT() throws IOException {}

  private TaskWorkers workers() {
    Stores stores = parts.stores();
    var hour = Duration.ofHours(1);
    var wishes = new SystemWishes(stores.pods(), pods, parts::now);
    var money =
        new MoneyActivitiesImpl(
            stores.pods(),
            stores.wallets(),
            stores.users(),
            wishes,
            billing,
            new BillingRules(hour, hour, Set.of()),
            parts::now);
    return new TaskWorkers(
        client,
        stubs,
        new TaskQueues(Parts.INSTALLATION),
        List.of(),
        List.of(
            new PodRecordActivitiesImpl(
                stores.pods(), stores.timeline(), stores.notices(), hour, parts::now)),
        List.of(money),
        List.of(maintenance(money, wishes)));
  }

  private MaintenanceActivitiesImpl maintenance(MoneyActivitiesImpl money, SystemWishes wishes) {
    Stores stores = parts.stores();
    var repairs = new Repairs(stores.notices(), _ -> {}, parts::now);
    var sessions =
        new SessionRepairs(
            stores.pods(),
            stores.wallets(),
            mock(PodCluster.class),
            money,
            billing,
            new RunningWorkflows(client),
            wishes,
            repairs,
            Duration.ofHours(1),
            Parts.INSTALLATION);
    return new MaintenanceActivitiesImpl(
        stores.wallets(),
        stores.notices(),
        sessions,
        new RemovedPods(stores.pods(), stores.wallets()),
        repairs,
        Duration.ofHours(1),
        parts::now);
  }

  @AfterEach
  void stop() {
    workers.stop();
    stubs.shutdownNow();
  }

  @Test
  void pollsAllQueuesOnceTemporalComesUntilTheEnd(CapturedOutput log) {
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
      leaveAnEntryOut();
      new Reconciliation(client, Parts.INSTALLATION).ensure();

      await().until(() -> completed(WorkflowIds.pod(Parts.INSTALLATION, "pod-1")));
      await().until(() -> completed(WorkflowIds.billing(Parts.INSTALLATION, "pod-1", 1)));
      await().until(() -> parts.stores().notices().count(Optional.empty()) == 1);
    }
    Instant before = Instant.now();
    workers.stop();
    assertThat(workers.isPolling()).isFalse();
    assertThat(Duration.between(before, Instant.now()))
        .as("although Temporal went away again")
        .isLessThan(FINISH);
  }

  /** As a writer that ended between the wallet and its ledger. */
  private void leaveAnEntryOut() {
    parts.stores().wallets().open("eva", false, 1, Instant.EPOCH);
    var hers = new Document("userId", "eva");
    assertThat(parts.database().getCollection("transactions").deleteMany(hers))
        .matches(deleted -> deleted.getDeletedCount() == 1);
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
