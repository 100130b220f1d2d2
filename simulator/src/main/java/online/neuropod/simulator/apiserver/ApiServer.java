package online.neuropod.simulator.apiserver;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ApiFailure;
import online.neuropod.simulator.registry.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Serves the API on the loopback interface. Requests run in virtual threads, and may block. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final long LARGEST_BODY = 3L * 1024 * 1024;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

  /** The one question to a kubelet that is passed on. */
  private static final Pattern SUMMARY =
      Pattern.compile("/api/v1/nodes/([^/]+)/proxy/stats/summary");

  private final Registry registry;
  private final LogSource logs;
  private final Lists lists;
  private final ObjectVerbs objects;
  private final Vertx vertx;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("simulated-api-", 0).factory());
  private final HttpServer server;

  /**
   * Starts to serve.
   *
   * @param port 0 for any free one
   * @throws IllegalStateException when the port cannot be had
   */
  public ApiServer(Registry registry, LogSource logs, UsageSource usage, int port) {
    this.registry = registry;
    this.logs = logs;
    this.lists = new Lists(registry.store(), usage);
    this.objects = new ObjectVerbs(registry, lists);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setReuseAddress(true)
                    .setMaxInitialLineLength(16 * 1024)
                    .setPerMessageWebSocketCompressionSupported(false))
            .requestHandler(this::receive);
    try {
      server.listen().toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      close();
      throw new IllegalStateException(
          "The simulated API server cannot listen on port " + port, failed.getCause());
    } catch (InterruptedException stopped) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while starting", stopped);
    }
  }

  /** Where it serves. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void receive(HttpServerRequest http) {
    if (!LOOPBACK.contains(host(http))) {
      // A page in a browser could reach this server under a name of its own that points here.
      send(http.response(), failure(ApiFailure.noSuchPath()));
      return;
    }
    if (http.headers().contains("Upgrade", "websocket", true)) {
      receiveSocket(http);
      return;
    }
    if (length(http) > LARGEST_BODY) {
      send(http.response(), failure(ApiFailure.tooLarge(LARGEST_BODY)));
      return;
    }
    http.body().onSuccess(body -> threads.execute(() -> answer(http, body)));
  }

  private void receiveSocket(HttpServerRequest http) {
    http.pause();
    threads.execute(
        () -> {
          try {
            ApiRequest request = request(http, "");
            if (!request.isWatch()) {
              throw ApiFailure.badRequest("only watches are served over WebSockets");
            }
            request.selector();
            http.toWebSocket()
                .onSuccess(
                    socket -> {
                      Sink sink = ResponseSink.over(socket);
                      socket.handler(ignored -> {});
                      threads.execute(() -> watch(request, sink));
                    });
          } catch (ApiFailure refused) {
            send(http.response(), failure(refused));
          }
        });
  }

  private void answer(HttpServerRequest http, Buffer body) {
    try {
      Optional<ApiResponse> fixed = fixed(http);
      if (fixed.isPresent()) {
        send(http.response(), fixed.get());
        return;
      }
      Matcher summary = SUMMARY.matcher(path(http));
      if (summary.matches()) {
        send(http.response(), ApiResponse.ok(lists.summary(summary.group(1))));
        return;
      }
      if (isNowhere(path(http))) {
        http.response().setStatusCode(404).end("404 page not found\n");
        return;
      }
      ApiRequest request = request(http, body.toString());
      if (request.isWatch()) {
        request.selector();
        watch(request, ResponseSink.over(http.response(), "application/json"));
      } else if (request.isLog()) {
        log(http, request);
      } else {
        send(http.response(), objects.answer(request));
      }
    } catch (ApiFailure refused) {
      send(http.response(), failure(refused));
    } catch (RuntimeException unexpected) {
      // The edge of the process: whatever went wrong must become an answer, or the client hangs.
      LOG.error("{} {} failed", http.method(), http.path(), unexpected);
      send(http.response(), failure(ApiFailure.internal(unexpected)));
    }
  }

  private void log(HttpServerRequest http, ApiRequest request) {
    boolean placed = Json.has(registry.get(request.path().key()), "spec", "nodeName");
    if (placed) {
      LogSession session = new LogSession(registry, logs, request);
      session.run(ResponseSink.over(http.response(), "text/plain"));
    } else {
      // There is no node yet that could be asked; a real server answers with nothing as well.
      http.response().setStatusCode(204).end();
    }
  }

  private void watch(ApiRequest request, Sink sink) {
    try {
      new WatchSession(registry.store(), request, sink).run();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Outside of the groups and versions there are, a real server does not speak JSON. */
  private static boolean isNowhere(String path) {
    String[] parts = path.split("/", 5);
    boolean core = path.startsWith("/api/v1/");
    boolean group =
        parts.length > 3
            && parts[1].equals("apis")
            && Discovery.answer("/apis/" + parts[2] + "/" + parts[3]).isPresent();
    return !core && !group;
  }

  private static Optional<ApiResponse> fixed(HttpServerRequest http) {
    if (HEALTH.contains(path(http))) {
      return Optional.of(ApiResponse.ok(Json.object().put("status", "ok")));
    }
    return Discovery.answer(path(http)).map(ApiResponse::ok);
  }

  private static ApiRequest request(HttpServerRequest http, String body) {
    ApiPath path = ApiPath.parse(path(http)).orElseThrow(ApiFailure::noSuchPath);
    Map<String, String> query = new HashMap<>();
    http.params().forEach(entry -> query.put(entry.getKey(), entry.getValue()));
    String type = Optional.ofNullable(http.getHeader("Content-Type")).orElse("");
    return new ApiRequest(
        http.method().name(),
        path,
        query,
        type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
        Optional.ofNullable(http.getHeader("User-Agent")).orElse(""),
        body);
  }

  private static String path(HttpServerRequest http) {
    return Optional.ofNullable(http.path()).orElse("");
  }

  private static String host(HttpServerRequest http) {
    return Optional.ofNullable(http.authority()).map(authority -> authority.host()).orElse("");
  }

  private static long length(HttpServerRequest http) {
    try {
      return Long.parseLong(Optional.ofNullable(http.getHeader("Content-Length")).orElse("0"));
    } catch (NumberFormatException notALength) {
      return 0;
    }
  }

  private static ApiResponse failure(ApiFailure refused) {
    return new ApiResponse(refused.code(), refused.toStatus());
  }

  private static void send(HttpServerResponse response, ApiResponse answer) {
    JsonNode body = answer.body();
    if (!response.closed() && !response.headWritten()) {
      response
          .setStatusCode(answer.status())
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-cache, private")
          .end(Json.write(body));
    }
  }

  /** Ends all watches and gives the port back. Waits at most 10 seconds. */
  @Override
  public void close() {
    try {
      // The port first: a connection that comes while the threads end would be lost with a warning.
      server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
      threads.shutdown();
      // A write that has begun is finished and kept, though nobody hears its answer.
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.warn("Requests of the simulated API server did not end");
      }
    } catch (ExecutionException | TimeoutException left) {
      LOG.warn("The simulated API server did not close in order", left);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
