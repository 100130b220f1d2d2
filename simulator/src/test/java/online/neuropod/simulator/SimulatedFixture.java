package online.neuropod.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import online.neuropod.cluster.contract.ClusterFixture;
import online.neuropod.simulator.edge.EdgeRequest;
import online.neuropod.simulator.edge.EdgeResponse;
import online.neuropod.simulator.edge.SimulatedEdge;
import online.neuropod.simulator.storage.MemoryStorage;

/** The simulated cluster, for contracts that a real one keeps as well. */
final class SimulatedFixture implements ClusterFixture {
  private final SimulatedCluster cluster =
      SimulatedCluster.start(
          SimulationConfig.defaults()
              .withSpeed(3)
              .withNodes(SimulatedNode.withGpus("sim-rtx-4090", "NVIDIA-GeForce-RTX-4090", 4)),
          new MemoryStorage());
  private final KubernetesClient client = Simulation.client(cluster);
  private final HttpServer edge = serve(cluster.edge());

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public URI edgeUrl() {
    return URI.create("http://127.0.0.1:" + edge.getAddress().getPort());
  }

  @Override
  public String domain() {
    return "simulated.test";
  }

  @Override
  public String absent() {
    return "fail/pull:1";
  }

  @Override
  public void close() {
    edge.stop(0);
    client.close();
    cluster.close();
  }

  private static HttpServer serve(SimulatedEdge edge) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", exchange -> answer(exchange, edge));
      server.start();
      return server;
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private static void answer(HttpExchange exchange, SimulatedEdge edge) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    EdgeResponse answer =
        edge.handle(
            new EdgeRequest(
                exchange.getRequestMethod(),
                headers.getOrDefault("Host", ""),
                exchange.getRequestURI().getRawPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                headers));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
