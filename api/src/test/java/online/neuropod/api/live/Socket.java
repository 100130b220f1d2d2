package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The other end of a socket, as a browser has it. */
final class Socket implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long PATIENCE_SECONDS = 10;

  private final JsonMapper json;
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Close> closed = new CompletableFuture<>();
  private final WebSocket socket;

  /**
   * How it was closed.
   *
   * @param code of the protocol
   * @param reason in words
   */
  record Close(int code, String reason) {}

  private Socket(URI base, JsonMapper json, Map<String, String> headers) throws Exception {
    this.json = json;
    var handshake = HTTP.newWebSocketBuilder();
    headers.forEach(handshake::header);
    URI uri = URI.create(base.toString().replaceFirst("^http", "ws") + "/ws");
    this.socket = handshake.buildAsync(uri, new Listener()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static Socket open(URI base, JsonMapper json) throws Exception {
    return new Socket(base, json, Map.of());
  }

  static Socket open(URI base, JsonMapper json, Map<String, String> headers) throws Exception {
    return new Socket(base, json, headers);
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received.add(json.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(new Close(code, reason));
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.completeExceptionally(error);
    }
  }

  Socket send(String type, Map<String, Object> data) throws Exception {
    return sendText(json.writeValueAsString(Map.of("type", type, "data", data)));
  }

  Socket sendText(String text) throws Exception {
    socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    return this;
  }

  /** Says who is there, as the first thing: then nothing may come before the answer. */
  Socket signIn(String token) throws Exception {
    send("auth", Map.of("token", token));
    assertThat(next().path("type").stringValue()).isEqualTo("connection");
    return this;
  }

  /** The next frame. */
  JsonNode next() throws InterruptedException {
    JsonNode frame = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(frame).as("a frame within %s s", PATIENCE_SECONDS).isNotNull();
    return frame;
  }

  /** The data of the next frame of a type that is as wanted; those before are passed over. */
  JsonNode await(String type, Predicate<JsonNode> wanted) throws InterruptedException {
    return frame(type, wanted).path("data");
  }

  /** The next frame of a type whose data are as wanted; those before are passed over. */
  JsonNode frame(String type, Predicate<JsonNode> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    List<String> passed = new ArrayList<>();
    while (System.nanoTime() < end) {
      JsonNode frame = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        break;
      }
      if (frame.path("type").stringValue().equals(type) && wanted.test(frame.path("data"))) {
        return frame;
      }
      passed.add(frame.path("type").stringValue());
    }
    throw new AssertionError("no " + type + " as wanted, but " + passed);
  }

  JsonNode await(String type) throws InterruptedException {
    return await(type, _ -> true);
  }

  /** What has come and was not taken. */
  List<JsonNode> rest() {
    var rest = new ArrayList<JsonNode>();
    received.drainTo(rest);
    return rest;
  }

  Close awaitClose() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
