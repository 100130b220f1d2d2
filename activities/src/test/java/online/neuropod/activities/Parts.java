package online.neuropod.activities;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.Stores;
import online.neuropod.workflows.contract.Payloads;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.PodWorkflows;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/**
 * What the worker and its activities work with: stores on an embedded database, and a Temporal that
 * takes signals and that nobody works for. It can be told to fail for some workflows.
 */
public final class Parts implements AfterEachCallback {
  public static final String INSTALLATION = "i1";
  public static final String OWNER = "owner-1";
  public static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  private final MongoServer server = new MongoServer(new MemoryBackend());
  private final MongoClient mongo;
  private final TestWorkflowEnvironment temporal;
  private final Stores stores;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private volatile Instant now = T0;

  public Parts() {
    // Builds share their machines.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    server.bind();
    mongo = MongoClients.create(server.getConnectionString());
    stores = Stores.open(new SimpleMongoClientDatabaseFactory(mongo, "test"));
    var options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(Payloads.converter())
                    .setInterceptors(new Failures(failing))
                    .build());
    PodAttributes.names()
        .forEach(
            name ->
                options.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    temporal = TestWorkflowEnvironment.newInstance(options.build());
  }

  public Stores stores() {
    return stores;
  }

  /** The server that the stores write to. */
  public MongoClient mongo() {
    return mongo;
  }

  /** What the stores write to. */
  public MongoDatabase database() {
    return mongo.getDatabase("test");
  }

  public WorkflowClient client() {
    return temporal.getWorkflowClient();
  }

  /** From now on Temporal fails for this workflow. */
  public void failFor(String workflowId) {
    failing.add(workflowId);
  }

  /** Temporal answers for all workflows again. */
  public void heal() {
    failing.clear();
  }

  public PodWorkflows workflows() {
    return new PodWorkflows(client(), INSTALLATION);
  }

  public Instant now() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** Whether there ever was a workflow of this id. */
  public boolean knows(String workflowId) {
    try {
      var _ = client().newUntypedWorkflowStub(workflowId).describe();
      return true;
    } catch (WorkflowNotFoundException unknown) {
      return false;
    }
  }

  /** Names of the signals that a workflow got, in order; empty where there is no such workflow. */
  public List<String> signals(String workflowId) {
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
  public Pod accept(String podId) {
    var wish = new Wish(Operation.RUN, 1, OWNER, now, Optional.empty());
    var pod =
        new Pod(
            podId,
            "mi-" + podId,
            OWNER,
            OWNER,
            spec(),
            new PodRate(2_000_000, 10_000, 7),
            PodLimits.USUAL,
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

  /** Somebody wishes something, and nobody is told. */
  public Pod wish(String podId, Operation op, String by, Optional<StatusReason> reason) {
    long seen = pod(podId).wish().seq();
    var wish = new Wish(op, seen + 1, by, now, reason);
    return stores
        .pods()
        .wish(podId, seen, wish, op.statusWhenWished(), Optional.empty())
        .orElseThrow();
  }

  /** A pod whose wish a workflow took up. */
  public Pod acknowledged(String podId) {
    workflows().deliver(accept(podId));
    return stores.pods().take(podId, now).orElseThrow();
  }

  /** A pod that is said to run. */
  public Pod running(String podId) {
    accept(podId);
    stores
        .pods()
        .writeStatus(podId, 1, PodStatus.RUNNING, Optional.empty(), Optional.of(now), true, now);
    return pod(podId);
  }

  /** Whether a workflow of this id runs. */
  public boolean runs(String workflowId) {
    return client().newUntypedWorkflowStub(workflowId).describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  /** Ends a workflow as an operator may. */
  public void terminate(String workflowId) {
    client().newUntypedWorkflowStub(workflowId).terminate("for the test");
  }

  public Pod pod(String podId) {
    return stores.pods().find(podId).orElseThrow();
  }

  public static PodSpec spec() {
    return new PodSpec(
        DeploymentType.TEMPLATE,
        Optional.of("nginx"),
        Optional.of("nginx"),
        "nginx:1.29",
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

  private static final class Failures extends WorkflowClientInterceptorBase {
    private final Set<String> failing;

    Failures(Set<String> failing) {
      this.failing = failing;
    }

    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
        WorkflowClientCallsInterceptor next) {
      return new WorkflowClientCallsInterceptorBase(next) {
        @Override
        public WorkflowSignalWithStartOutput signalWithStart(WorkflowSignalWithStartInput input) {
          answerFor(input.getWorkflowStartInput().getWorkflowId());
          return super.signalWithStart(input);
        }

        @Override
        public WorkflowStartOutput start(WorkflowStartInput input) {
          answerFor(input.getWorkflowId());
          return super.start(input);
        }

        @Override
        public DescribeWorkflowOutput describe(DescribeWorkflowInput input) {
          answerFor(input.getWorkflowExecution().getWorkflowId());
          return super.describe(input);
        }
      };
    }

    private void answerFor(String workflowId) {
      if (failing.contains(workflowId)) {
        throw new StatusRuntimeException(Status.UNAVAILABLE);
      }
    }
  }
}
