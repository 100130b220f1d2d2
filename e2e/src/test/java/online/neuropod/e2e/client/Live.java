package online.neuropod.e2e.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A person's WebSocket, subscribed to the pods. Keeps every frame. */
public final class Live implements AutoCloseable {
  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  private Live(Person person) {
    var listener = new Listener(frames);
    var request =
        new Request.Builder()
            .url(person.url().resolve("/ws").toString())
            .header("Origin", person.url().toString())
            .build();
    this.socket = Person.HTTP.newWebSocket(request, listener);
    send("auth", Map.of("token", person.token()));
    send("subscribe", Map.of("topic", "pods"));
  }

  /** Opens it. */
  public static Live open(Person person) {
    return new Live(person);
  }

  private void send(String type, Object data) {
    socket.send(Person.MAPPER.writeValueAsString(Map.of("type", type, "data", data)));
  }

  /** Whether the snapshot came. */
  public boolean isSubscribed() {
    return frames.stream().anyMatch(frame -> frame.path("type").asString().equals("subscribed"));
  }

  /** The statuses of a pod in the order in which they were told, each once in a row. */
  public List<String> statuses(String podId) {
    var told =
        frames.stream()
            .filter(frame -> frame.path("type").asString().matches("podCreated|podUpdate"))
            .map(frame -> frame.path("data"))
            .filter(pod -> pod.path("id").asString().equals(podId))
            .map(pod -> pod.path("status").asString())
            .toList();
    var changes = new ArrayList<String>();
    for (String status : told) {
      if (changes.isEmpty() || !changes.getLast().equals(status)) {
        changes.add(status);
      }
    }
    return changes;
  }

  /** All frames, for the message of a failure. */
  public List<JsonNode> frames() {
    return frames;
  }

  @Override
  public void close() {
    socket.close(1000, null);
  }

  private static final class Listener extends WebSocketListener {
    private final List<JsonNode> frames;

    private Listener(List<JsonNode> frames) {
      this.frames = frames;
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      frames.add(Person.MAPPER.readTree(text));
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
      frames.add(
          Person.MAPPER.createObjectNode().put("type", "failure").put("data", failure.toString()));
    }
  }
}
