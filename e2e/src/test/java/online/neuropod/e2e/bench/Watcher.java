package online.neuropod.e2e.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import online.neuropod.e2e.client.Person;

/** A socket that is subscribed to the pods, and notes when each revision of each pod came. */
final class Watcher implements AutoCloseable {
  private static final Pattern POD = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+)");

  private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final WebSocket socket;

  /**
   * What came last of a pod.
   *
   * @param revision of the view
   * @param at by {@link System#nanoTime()}
   */
  record Seen(long revision, long at) {}

  private Watcher(HttpClient http, Person person) {
    URI uri = URI.create(person.url().toString().replaceFirst("^http", "ws") + "/ws");
    this.socket = http.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
    send("{\"type\":\"auth\",\"data\":{\"token\":\"" + person.token() + "\"}}");
    send("{\"type\":\"subscribe\",\"data\":{\"topic\":\"pods\"}}");
    subscribed.join();
  }

  /** Opens it; blocks until the snapshot is there. */
  static Watcher open(HttpClient http, Person person) {
    return new Watcher(http, person);
  }

  private void send(String text) {
    socket.sendText(text, true).join();
  }

  /** When a revision of a pod, or a later one, came; 0 as long as it has not. */
  long seenAt(String podId, long revision) {
    Seen last = seen.get(podId);
    return last != null && last.revision() >= revision ? last.at() : 0;
  }

  /** Whether the socket is open. */
  boolean isOpen() {
    return !socket.isInputClosed();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        receive(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      subscribed.completeExceptionally(error);
    }
  }

  private void receive(String frame) {
    long now = System.nanoTime();
    if (frame.startsWith("{\"type\":\"subscribed\"")) {
      subscribed.complete(null);
    } else if (frame.startsWith("{\"type\":\"podUpdate\"")) {
      Matcher pod = POD.matcher(frame);
      Matcher revision = REVISION.matcher(frame);
      if (pod.find() && revision.find()) {
        var came = new Seen(Long.parseLong(revision.group(1)), now);
        seen.merge(
            pod.group(1), came, (old, newer) -> newer.revision() > old.revision() ? newer : old);
      }
    } else if (frame.startsWith("{\"type\":\"error\"")) {
      subscribed.completeExceptionally(new IllegalStateException(frame));
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
