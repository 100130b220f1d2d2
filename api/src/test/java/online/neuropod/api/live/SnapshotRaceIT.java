package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.pod.Pod;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pods change all the time while somebody subscribes: nothing is lost, and nothing goes back. */
class SnapshotRaceIT extends ApiFixture {
  /** As many as may come at once. */
  private static final int SUBSCRIPTIONS = 35;

  private static final int SOCKETS = 4;

  /** Writes as fast as it can; the number of writes. */
  private Callable<Integer> writer(Pod pod, AtomicBoolean over) {
    return () -> {
      int writes = 0;
      while (!over.get()) {
        pods.writeServices(pod.id(), 1, Map.of(), writes % 2 == 0, Instant.now());
        writes++;
      }
      return writes;
    };
  }

  @Test
  void whatChangesWhileASnapshotIsReadIsNeitherLostNorTakenBack() throws Exception {
    Person owner = client();
    Pod one = pod(owner, "one");
    Pod two = pod(owner, "two");
    var over = new AtomicBoolean();
    var readers = new ArrayList<Future<Reader>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writing = threads.submit(writer(one, over));
      var alsoWriting = threads.submit(writer(two, over));
      for (int i = 0; i < SOCKETS; i++) {
        readers.add(threads.submit(() -> subscribeOften(owner, one)));
      }
      for (Future<Reader> reader : readers) {
        reader.get();
      }
      over.set(true);
      assertThat(writing.get() + alsoWriting.get()).isGreaterThan(SUBSCRIPTIONS);
    }
    for (Future<Reader> each : readers) {
      try (Reader reader = each.get()) {
        assertThat(reader.news).as("changes between snapshots").isPositive();
        for (Pod pod : List.of(one, two)) {
          reader.awaitRevision(pod, pods.find(pod.id()).orElseThrow().revision());
        }
      }
    }
  }

  private Reader subscribeOften(Person owner, Pod one) throws Exception {
    var reader = new Reader(Socket.open(uri(), json).signIn(owner.token()));
    for (int i = 0; i < SUBSCRIPTIONS; i++) {
      reader.socket.send("subscribe", topic(one, i));
      while (!reader.take().equals("subscribed")) {
        // What comes before the answer is kept, too.
      }
    }
    return reader;
  }

  private static Map<String, Object> topic(Pod one, int number) {
    return number % 2 == 0 ? Map.of("topic", "pods") : Map.of("topic", "pod", "podId", one.id());
  }

  /** Somebody who puts in the place of what they know whatever comes. */
  private static final class Reader implements AutoCloseable {
    private final Socket socket;
    private final Map<String, Long> revisions = new HashMap<>();
    private int news;

    private Reader(Socket socket) {
      this.socket = socket;
    }

    /** Takes the next frame; its type. */
    private String take() throws InterruptedException {
      JsonNode frame = socket.next();
      String type = frame.path("type").stringValue();
      switch (type) {
        case "subscribed" -> frame.path("data").path("pods").forEach(this::put);
        case "podCreated", "podUpdate" -> {
          news++;
          put(frame.path("data"));
        }
        default -> assertThat(type).isNotEqualTo("error");
      }
      return type;
    }

    private void put(JsonNode view) {
      long revision = view.path("revision").longValue();
      Long before = revisions.put(view.path("id").stringValue(), revision);
      assertThat(revision)
          .as("no view goes back")
          .isGreaterThanOrEqualTo(before == null ? 0 : before);
    }

    private void awaitRevision(Pod pod, long last) throws InterruptedException {
      while (revisions.getOrDefault(pod.id(), 0L) < last) {
        take();
      }
      assertThat(revisions).containsEntry(pod.id(), last);
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
