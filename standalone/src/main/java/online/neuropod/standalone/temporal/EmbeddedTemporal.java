package online.neuropod.standalone.temporal;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import online.neuropod.standalone.Loopback;
import online.neuropod.standalone.StartFailure;

/**
 * Temporal's own in-process service, in real time, on the loopback interface alone. It keeps
 * nothing: after a restart the worker's sweeper starts the workflows again.
 */
public final class EmbeddedTemporal implements AutoCloseable {
  private static final long CLOSE_SECONDS = 2;

  private final TestServicesStarter services;
  private final Server server;

  private EmbeddedTemporal(TestServicesStarter services, Server server) {
    this.services = services;
    this.server = server;
  }

  /**
   * Starts the service; blocks until it answers and knows the search attributes.
   *
   * @param port port on 127.0.0.1; 0 for any free one
   * @param keywords names of search attributes of type Keyword
   * @throws StartFailure if the port is taken
   */
  public static EmbeddedTemporal start(int port, Collection<String> keywords) {
    var services = new TestServicesStarter(true, 0);
    var address = Loopback.port(port);
    var builder = NettyServerBuilder.forAddress(address);
    GRPCServerHelper.registerServicesAndHealthChecks(withoutTimeSkipping(services), builder);
    try {
      var temporal = new EmbeddedTemporal(services, builder.build().start());
      temporal.addSearchAttributes(keywords);
      return temporal;
    } catch (IOException failure) {
      services.close();
      throw new StartFailure(
          "Port " + port + " of " + Loopback.HOST + ", wanted for Temporal, is taken.", failure);
    }
  }

  /** The port it answers on. */
  public int port() {
    return server.getPort();
  }

  /** Host and port, as clients want it. */
  public String target() {
    return Loopback.HOST + ":" + port();
  }

  /** Ends the service; waits up to 2 s for calls under way. */
  @Override
  public void close() {
    server.shutdown();
    // Ends the long polls, which would otherwise hold up the server.
    services.close();
    try {
      var _ = server.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    server.shutdownNow();
  }

  /** All services but the one by which a client could make time jump: money is charged by it. */
  private static List<BindableService> withoutTimeSkipping(TestServicesStarter services) {
    return List.of(services.getOperatorService(), services.getWorkflowService());
  }

  private void addSearchAttributes(Collection<String> keywords) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress(Loopback.port(port())).usePlaintext().build();
    try {
      var request = AddSearchAttributesRequest.newBuilder();
      keywords.forEach(
          name -> request.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
      var _ = OperatorServiceGrpc.newBlockingStub(channel).addSearchAttributes(request.build());
    } finally {
      channel.shutdownNow();
    }
  }
}
