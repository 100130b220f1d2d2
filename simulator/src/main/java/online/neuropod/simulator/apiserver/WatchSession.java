package online.neuropod.simulator.apiserver;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ApiFailure;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.Listing;
import online.neuropod.simulator.registry.ObjectStore;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.Selector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One watch: what changed since a version, as it changes. Runs in a thread of its own. */
final class WatchSession {
  private static final Duration BOOKMARK_EVERY = Duration.ofSeconds(30);
  private static final int SLOW_READER = 20_000;

  private final ObjectStore store;
  private final ApiRequest request;
  private final Sink sink;
  private final ResourceType type;
  private final Selector selector;
  private final LinkedBlockingQueue<Event> queue = new LinkedBlockingQueue<>();
  private final AtomicLong seen = new AtomicLong();

  /** Something to send, or the wish to stop. */
  private sealed interface Event {
    record Told(String type, JsonNode object) implements Event {}

    record Stop() implements Event {}
  }

  WatchSession(ObjectStore store, ApiRequest request, Sink sink) {
    this.store = store;
    this.request = request;
    this.sink = sink;
    this.type = request.path().type();
    this.selector = request.selector();
  }

  /** Runs until the client leaves or the time is up. */
  void run() throws InterruptedException {
    Runnable unfollow;
    try {
      unfollow = start();
    } catch (ApiFailure tooOld) {
      sink.send(line("ERROR", tooOld.toStatus()));
      sink.end();
      return;
    }
    try {
      sink.onGone(() -> queue.add(new Event.Stop()));
      pump();
    } finally {
      unfollow.run();
      sink.end();
    }
  }

  private Runnable start() {
    String version = request.parameter("resourceVersion");
    boolean initial =
        request.flag("sendInitialEvents")
            || ((version.isEmpty() || version.equals("0"))
                && request.parameter("sendInitialEvents").isEmpty());
    if (!initial) {
      long since = request.number("resourceVersion").orElseGet(store::version);
      return store.follow(since == 0 ? store.version() : since, this::accept);
    }
    return store.exclusively(
        () -> {
          Listing present = store.list(type, request.path().namespace());
          present.objects().stream()
              .filter(selector)
              .forEach(object -> queue.add(new Event.Told("ADDED", object)));
          if (request.flag("sendInitialEvents") && request.flag("allowWatchBookmarks")) {
            queue.add(new Event.Told("BOOKMARK", bookmark(present.version(), true)));
          }
          return store.follow(present.version(), this::accept);
        });
  }

  private void accept(Change change) {
    if (change.key().type().equals(type)
        && (request.path().namespace().isEmpty()
            || change.key().namespace().equals(request.path().namespace()))) {
      event(change).ifPresent(queue::add);
    }
    // After the event: what is seen is then in the queue already.
    seen.set(change.version());
  }

  private Optional<Event> event(Change change) {
    boolean before = change.before().filter(selector).isPresent();
    boolean after = change.after().filter(selector).isPresent();
    if (!before && !after) {
      return Optional.empty();
    }
    String kind = !before ? "ADDED" : after ? "MODIFIED" : "DELETED";
    // An object that no longer matches is told as deleted, as it was, at the version of the change.
    ObjectNode object = change.latest();
    if (!after && change.after().isPresent()) {
      object = change.before().orElseThrow().deepCopy();
      Json.ensure(object, "metadata").put("resourceVersion", Long.toString(change.version()));
    }
    return Optional.of(new Event.Told(kind, object));
  }

  private void pump() throws InterruptedException {
    long seconds =
        request.number("timeoutSeconds").orElse(ThreadLocalRandom.current().nextLong(1800, 3600));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long bookmarkAt = System.nanoTime() + BOOKMARK_EVERY.toNanos();
    while (queue.size() < SLOW_READER) {
      long now = System.nanoTime();
      if (now - end >= 0) {
        return;
      }
      long known = seen.get();
      Event event =
          queue.poll(Math.min(end - now, Math.max(0, bookmarkAt - now)), TimeUnit.NANOSECONDS);
      switch (event) {
        case Event.Told(String kind, JsonNode object) -> {
          if (!sink.send(line(kind, object))) {
            return;
          }
        }
        case Event.Stop() -> {
          return;
        }
        case null -> {
          if (System.nanoTime() - bookmarkAt >= 0) {
            sendBookmark(known);
            bookmarkAt = System.nanoTime() + BOOKMARK_EVERY.toNanos();
          }
        }
      }
    }
  }

  private void sendBookmark(long version) {
    if (request.flag("allowWatchBookmarks") && version > 0) {
      sink.send(line("BOOKMARK", bookmark(version, false)));
    }
  }

  private ObjectNode bookmark(long version, boolean initialEnd) {
    ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("resourceVersion", Long.toString(version)).putNull("creationTimestamp");
    if (initialEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    return object;
  }

  private static String line(String kind, JsonNode object) {
    ObjectNode event = Json.object().put("type", kind);
    event.set("object", object);
    return Json.write(event) + "\n";
  }
}
