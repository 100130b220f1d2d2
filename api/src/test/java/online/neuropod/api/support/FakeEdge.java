package online.neuropod.api.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** An edge behind which JupyterLabs answer, each to its own token. */
public final class FakeEdge {
  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();
  private static final HttpServer SERVER = server();

  private FakeEdge() {}

  private static HttpServer server() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", FakeEdge::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":.*", "");
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    boolean accepted = given.equals("token " + TOKENS.get(host));
    byte[] body = (accepted ? "{\"kernels\": 0}" : "{}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(accepted ? 200 : 403, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Where it answers. */
  static URI uri() {
    return URI.create("http://127.0.0.1:" + SERVER.getAddress().getPort());
  }

  /** Puts a JupyterLab behind a host. */
  public static void jupyter(String host, String token) {
    TOKENS.put(host, token);
  }
}
