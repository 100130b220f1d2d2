package online.neuropod.activities;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.Stores;
import online.neuropod.workflows.contract.Payloads;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.PodWorkflows;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/**
 * What activities work with: stores on an embedded database, and a Temporal that takes signals and
 * that nobody works for.
 */
final class Parts implements AfterEachCallback {
  static final String INSTALLATION = "i1";
  static final String OWNER = "owner-1";
  static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  private final MongoServer server = new MongoServer(new MemoryBackend());
  private final MongoClient mongo;
  private final TestWorkflowEnvironment temporal;
  private final Stores stores;
  private Instant now = T0;

  Parts() {
    server.bind();
    mongo = MongoClients.create(server.getConnectionString());
    stores = Stores.open(new SimpleMongoClientDatabaseFactory(mongo, "test"));
    var options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    PodAttributes.names()
        .forEach(
            name ->
                options.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
  }

  Stores stores() {
    return stores;
  }

  WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  PodWorkflows workflows() {
    return new PodWorkflows(client(), INSTALLATION);
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Names of the signals that a workflow got, in order; empty where there is no such workflow. */
  List<String> signals(String workflowId) {
    try {
      return client().fetchHistory(workflowId).getEvents().stream()
          .filter(event -> event.hasWorkflowExecutionSignaledEventAttributes())
          .map(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
          .toList();
    } catch (StatusRuntimeException unknown) {
      if (unknown.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return List.of();
      }
      throw unknown;
    }
  }

  /** A pod as the api accepts it, at 2 € an hour and 0.01 € an hour and GB of volume. */
  Pod accept(String podId) {
    var wish = new Wish(Operation.RUN, 1, OWNER, now, Optional.empty());
    var pod =
        new Pod(
            podId,
            "mi-" + podId,
            OWNER,
            OWNER,
            spec(),
            new PodRate(2_000_000, 10_000, 7),
            wish,
            0,
            0,
            PodStatus.CREATING,
            Optional.empty(),
            Map.of(),
            false,
            Optional.empty(),
            now,
            now,
            1,
            now);
    stores.pods().insert(pod, Optional.empty());
    return pod;
  }

  Pod wish(String podId, Operation op, String by, Optional<StatusReason> reason) {
    Pod pod = pod(podId);
    long seen = pod.wish().seq();
    var wish = new Wish(op, seen + 1, by, now, reason);
    return stores
        .pods()
        .wish(podId, seen, wish, op.statusWhenWished(), Optional.empty())
        .orElseThrow();
  }

  Pod pod(String podId) {
    return stores.pods().find(podId).orElseThrow();
  }

  static PodSpec spec() {
    return new PodSpec(
        DeploymentType.TEMPLATE,
        Optional.of("ubuntu"),
        Optional.of("Ubuntu"),
        "ubuntu:22.04",
        "cpu",
        "Sin GPU",
        2,
        4,
        20,
        50,
        "/workspace",
        true,
        true,
        List.of(new HttpPort(8888, "Jupyter Lab", false)),
        List.of(),
        List.of(),
        Map.of());
  }

  @Override
  public void afterEach(ExtensionContext test) {
    temporal.close();
    mongo.close();
    server.shutdownNow();
  }
}
