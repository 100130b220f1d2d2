package online.neuropod.api.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.live.ServerFrame.Gone;
import online.neuropod.api.pods.PodView;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one connection wants to hear of pods. No view that it is shown is older than one before: a
 * snapshot comes before every change that it does not contain, and after none that it does not.
 */
final class Subscriptions {
  /** One for each pod of a page, and a few. */
  private static final int MAX_TOPICS = 200;

  private static final long ENDED = Long.MAX_VALUE;

  private final Outbox outbox;
  private final Set<Topic> topics = new HashSet<>();

  /** By pod: the revision that was shown last; the end of a pod stays, so that nothing follows. */
  private final Map<String, Long> shown = new HashMap<>();

  /** By pod: what is told while a snapshot is read, and waits behind it. */
  private Optional<SequencedMap<String, PodNews>> held = Optional.empty();

  Subscriptions(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Subscribes to a topic, and sends what there is of it. For one thread at a time.
   *
   * @param read reads what there is, after this has begun to listen
   * @throws Refusal if there are too many topics; what {@code read} throws ends the subscription
   * @throws InterruptedException if the thread is interrupted while the reader takes nothing
   */
  void subscribe(Topic topic, Viewer viewer, @Nullable JsonNode id, Supplier<List<PodView>> read)
      throws InterruptedException {
    if (!outbox.awaitRoom()) {
      return;
    }
    boolean isNew = listen(topic);
    boolean done = false;
    try {
      List<PodView> pods = read.get();
      show(pods, ServerFrame.subscribed(id, topic.snapshot(pods)));
      done = true;
    } finally {
      if (isNew && !done) {
        unsubscribe(topic);
      }
      release(viewer);
    }
  }

  private synchronized boolean listen(Topic topic) {
    if (topics.size() >= MAX_TOPICS && !topics.contains(topic)) {
      throw Refusal.of(FailureCode.TOO_MANY_CONNECTIONS);
    }
    held = Optional.of(new LinkedHashMap<>());
    return topics.add(topic);
  }

  private synchronized void show(List<PodView> pods, ServerFrame snapshot) {
    pods.forEach(pod -> shown.merge(pod.id(), pod.revision(), Math::max));
    outbox.addInsteadOf(pods.stream().map(pod -> about(pod.id())).toList(), snapshot);
  }

  private synchronized void release(Viewer viewer) {
    var waiting = held;
    held = Optional.empty();
    waiting.ifPresent(news -> news.values().forEach(each -> tell(viewer, each)));
  }

  synchronized void unsubscribe(Topic topic) {
    topics.remove(topic);
  }

  /** Tells of a pod, if it is part of what is wanted and may be seen. */
  synchronized void tell(Viewer viewer, PodNews news) {
    if (topics.stream().noneMatch(topic -> topic.covers(viewer, news.pod(), news.view()))) {
      return;
    }
    held.ifPresentOrElse(
        waiting -> waiting.merge(news.pod().id(), news, PodNews::newer), () -> send(news));
  }

  private void send(PodNews news) {
    Pod pod = news.pod();
    Long before = shown.get(pod.id());
    if (before != null && before > pod.revision()) {
      return;
    }
    if (pod.status() != PodStatus.DELETED) {
      shown.put(pod.id(), pod.revision());
      String type = before == null ? ServerFrame.POD_CREATED : ServerFrame.POD_UPDATE;
      outbox.put(about(pod.id()), ServerFrame.pod(type, news.json()));
    } else if (before != null) {
      shown.put(pod.id(), ENDED);
      var gone = new Gone(pod.id(), pod.id(), pod.revision());
      outbox.put(about(pod.id()), ServerFrame.gone(gone));
    }
  }

  private static String about(String podId) {
    return "pod " + podId;
  }
}
