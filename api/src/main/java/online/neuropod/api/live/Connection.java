package online.neuropod.api.live;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.api.answer.Language;
import online.neuropod.api.pods.PodView;
import online.neuropod.api.security.Viewer;
import online.neuropod.cluster.ClusterReader.FollowedLog;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

/** One socket: who is at the other end, what they want to hear, and what waits to be sent. */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int MAX_WRONG = 10;
  private static final long ENDED = Long.MAX_VALUE;

  /** The other end does not keep up, or there are too many; it may come again. */
  static final CloseStatus OVERLOADED = CloseStatus.SERVICE_OVERLOAD;

  private final WebSocketSession session;
  private final JsonMapper json;
  private final Outbox outbox;
  private final Language handshakeLanguage;
  private final Instant openedAt;
  private final Set<Topic> topics = ConcurrentHashMap.newKeySet();

  /** By pod: the revision that was shown last; the end of a pod stays, so that nothing follows. */
  private final Map<String, Long> shown = new ConcurrentHashMap<>();

  private final Map<String, FollowedLog> logs = new ConcurrentHashMap<>();
  private final AtomicInteger wrongFrames = new AtomicInteger();
  private final AtomicInteger missedPings = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile CloseStatus closing = CloseStatus.NORMAL;
  private volatile Optional<SignedIn> person = Optional.empty();

  /**
   * Who is at the other end.
   *
   * @param viewer as of the last frame {@code auth}
   * @param until when their token ends
   */
  record SignedIn(Viewer viewer, Instant until) {}

  Connection(
      WebSocketSession session,
      JsonMapper json,
      int queueLength,
      Language language,
      Instant openedAt) {
    this.session = session;
    this.json = json;
    this.outbox = new Outbox(queueLength);
    this.handshakeLanguage = language;
    this.openedAt = openedAt;
  }

  String id() {
    return session.getId();
  }

  Instant openedAt() {
    return openedAt;
  }

  Optional<SignedIn> person() {
    return person;
  }

  Language language() {
    return person.map(known -> known.viewer().language()).orElse(handshakeLanguage);
  }

  boolean isOf(String userId) {
    return person.filter(known -> known.viewer().id().equals(userId)).isPresent();
  }

  void signIn(SignedIn newest) {
    person = Optional.of(newest);
  }

  /**
   * Sends what is put in until the connection is closed, and then closes the socket. The only
   * thread that writes: a socket takes one message at a time.
   */
  void sendAll() {
    try {
      for (var next = outbox.take(); next.isPresent(); next = outbox.take()) {
        session.sendMessage(message(next.get()));
      }
      session.close(closing);
    } catch (IOException | IllegalStateException gone) {
      // The latter when the other end closed a moment ago.
      LOG.debug("socket {}: the other end is gone", id(), gone);
      closeQuietly();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      closeQuietly();
    }
  }

  private WebSocketMessage<?> message(ServerFrame frame) {
    return frame.isPing() ? new PingMessage() : new TextMessage(json.writeValueAsString(frame));
  }

  private void closeQuietly() {
    try {
      session.close(CloseStatus.SESSION_NOT_RELIABLE);
    } catch (IOException gone) {
      LOG.debug("socket {}: the other end is gone", id(), gone);
    }
  }

  /** Sends a frame of its own; a reader who does not keep up is cut off. */
  void send(ServerFrame frame) {
    if (!outbox.add(frame)) {
      close(OVERLOADED);
    }
  }

  /** Sends a frame that replaces an earlier one about the same thing. */
  void sendNewest(String about, ServerFrame frame) {
    outbox.put(about, frame);
  }

  /** Sends a frame, and waits for room before. False when the socket is closed. */
  boolean sendWhenThereIsRoom(ServerFrame frame) throws InterruptedException {
    return outbox.addWhenThereIsRoom(frame);
  }

  void subscribe(Topic topic) {
    topics.add(topic);
  }

  void unsubscribe(Topic topic) {
    topics.remove(topic);
  }

  /** Remembers which pods a snapshot shows. */
  void show(List<PodView> snapshot) {
    snapshot.forEach(pod -> shown.merge(pod.id(), pod.revision(), Math::max));
  }

  /** Tells of a pod, if it is part of what is wanted and may be seen. */
  synchronized void tell(Pod pod, PodView view) {
    Optional<Viewer> viewer = person.map(SignedIn::viewer);
    if (viewer.isEmpty()
        || topics.stream().noneMatch(topic -> topic.covers(viewer.get(), pod, view))) {
      return;
    }
    Long before = shown.get(pod.id());
    if (before != null && before > pod.revision()) {
      return;
    }
    String about = "pod " + pod.id();
    if (pod.status() != PodStatus.DELETED) {
      shown.merge(pod.id(), pod.revision(), Math::max);
      String type = before == null ? ServerFrame.POD_CREATED : ServerFrame.POD_UPDATE;
      sendNewest(about, ServerFrame.pod(type, view));
    } else if (before != null) {
      shown.put(pod.id(), ENDED);
      sendNewest(about, ServerFrame.gone(new ServerFrame.Gone(pod.id(), pod.id(), pod.revision())));
    }
  }

  /** Keeps a log that is followed, in the place of the same pod's before. */
  void follow(String podId, FollowedLog log) {
    Optional.ofNullable(logs.put(podId, log)).ifPresent(FollowedLog::close);
  }

  int followed() {
    return logs.size();
  }

  /** Forgets a log that has ended. */
  void ended(String podId, FollowedLog log) {
    logs.remove(podId, log);
  }

  /** Ends the following of a pod's log. */
  void unfollow(String podId) {
    Optional.ofNullable(logs.remove(podId)).ifPresent(FollowedLog::close);
  }

  /** Counts a frame that is not understood; true when there were too many. */
  boolean isTooWrong() {
    return wrongFrames.incrementAndGet() >= MAX_WRONG;
  }

  /** Asks whether the other end is there; false when it has not answered twice. */
  boolean ping() {
    if (missedPings.getAndIncrement() >= 2) {
      return false;
    }
    sendNewest("ping", ServerFrame.PING);
    return true;
  }

  void pong() {
    missedPings.set(0);
  }

  /** Sends what waits, then closes the socket. Only the first call counts. */
  void close(CloseStatus status) {
    if (closed.compareAndSet(false, true)) {
      closing = status;
      outbox.close();
      logs.keySet().forEach(this::unfollow);
    }
  }
}
