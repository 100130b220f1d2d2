package online.neuropod.standalone.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import online.neuropod.simulator.edge.EdgeRequest;
import online.neuropod.simulator.edge.EdgeResponse;
import online.neuropod.simulator.edge.SimulatedEdge;
import online.neuropod.standalone.Loopback;
import online.neuropod.standalone.StartFailure;

/** The simulated edge on a port of its own, where no api in the same process answers for it. */
public final class EdgeListener implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;

  private EdgeListener(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * Answers from now on.
   *
   * @param port of 127.0.0.1; 0 for any free one
   * @throws StartFailure if it is taken
   */
  public static EdgeListener start(SimulatedEdge edge, int port) {
    try {
      var server = HttpServer.create(Loopback.port(port), 0);
      var threads = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(threads);
      server.createContext("/", exchange -> answer(edge, exchange));
      server.start();
      return new EdgeListener(server, threads);
    } catch (BindException taken) {
      throw new StartFailure(
          "Port " + port + " of " + Loopback.HOST + ", wanted for the simulated edge, is taken.",
          taken);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where it answers. */
  public URI uri() {
    return URI.create("http://" + Loopback.HOST + ":" + server.getAddress().getPort());
  }

  private static void answer(SimulatedEdge edge, HttpExchange exchange) throws IOException {
    try (exchange) {
      if (SimulatedPodFilter.isWebSocket(exchange.getRequestHeaders().getFirst("Upgrade"))) {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        write(exchange, 501, SimulatedPodFilter.NO_WEBSOCKET);
        return;
      }
      EdgeResponse answer = edge.handle(toEdge(exchange));
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      write(exchange, answer.status(), answer.body());
    }
  }

  private static EdgeRequest toEdge(HttpExchange exchange) {
    Map<String, String> headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().getFirst()));
    return new EdgeRequest(
        exchange.getRequestMethod(),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse(""),
        exchange.getRequestURI().getRawPath(),
        Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
        headers);
  }

  private static void write(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || bytes.length == 0;
    exchange.sendResponseHeaders(status, bodiless ? -1 : bytes.length);
    if (!bodiless) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Gives the port back. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
