package online.neuropod.standalone.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.temporal.api.testservice.v1.TestServiceGrpc;
import io.temporal.api.testservice.v1.UnlockTimeSkippingRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import online.neuropod.standalone.StartFailure;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmbeddedTemporalIT {
  private static final SearchAttributeKey<String> POD_STATUS =
      SearchAttributeKey.forKeyword("PodStatus");
  private static final Duration NAP = Duration.ofMillis(1200);

  private static EmbeddedTemporal temporal;

  /** Sleeps and tells how long it was. */
  @WorkflowInterface
  public interface NapWorkflow {
    /** Returns milliseconds on the service's clock. */
    @WorkflowMethod
    long nap();
  }

  /** Sets a search attribute before and after. */
  public static class NapWorkflowImpl implements NapWorkflow {
    @Override
    public long nap() {
      Workflow.upsertTypedSearchAttributes(POD_STATUS.valueSet("napping"));
      long begin = Workflow.currentTimeMillis();
      Workflow.sleep(NAP);
      Workflow.upsertTypedSearchAttributes(POD_STATUS.valueSet("awake"));
      return Workflow.currentTimeMillis() - begin;
    }
  }

  @BeforeAll
  static void start() {
    temporal = EmbeddedTemporal.start(0, List.of("PodId", "PodStatus"));
  }

  @AfterAll
  static void stop() {
    temporal.close();
  }

  @Test
  void runsWorkflowsWithSearchAttributesInRealTime() {
    var stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.target()).build());
    var client = WorkflowClient.newInstance(stubs);
    var factory = WorkerFactory.newInstance(client);
    try {
      factory.newWorker("naps").registerWorkflowImplementationTypes(NapWorkflowImpl.class);
      factory.start();
      var workflow =
          client.newWorkflowStub(
              NapWorkflow.class,
              WorkflowOptions.newBuilder().setWorkflowId("nap").setTaskQueue("naps").build());

      long begin = System.nanoTime();
      assertThat(workflow.nap()).isGreaterThanOrEqualTo(NAP.toMillis());
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(NAP);

      var description = WorkflowStub.fromTyped(workflow).describe();
      assertThat(description.getTypedSearchAttributes().get(POD_STATUS)).isEqualTo("awake");
    } finally {
      factory.shutdownNow();
      stubs.shutdownNow();
    }
  }

  @Test
  void nobodyCanMakeTimeJump() {
    var channel = NettyChannelBuilder.forTarget(temporal.target()).usePlaintext().build();
    try {
      var time = TestServiceGrpc.newBlockingStub(channel);
      assertThatThrownBy(
              () -> time.unlockTimeSkipping(UnlockTimeSkippingRequest.getDefaultInstance()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              refused ->
                  assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED));
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void isReachableOverTheLoopbackInterfaceAlone() throws IOException {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress())
            .toList();
    for (InetAddress other : others) {
      assertThatThrownBy(() -> new Socket(other, temporal.port()).close())
          .as("%s", other)
          .isInstanceOf(SocketException.class);
    }
    // On Linux the whole of 127/8 is this machine, so that this holds without a network too.
    assertThatThrownBy(
            () -> new Socket(InetAddress.ofLiteral("127.0.0.2"), temporal.port()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aTakenPortIsSaid() {
    assertThatThrownBy(() -> EmbeddedTemporal.start(temporal.port(), List.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(String.valueOf(temporal.port()))
        .hasMessageContaining("taken");
  }
}
