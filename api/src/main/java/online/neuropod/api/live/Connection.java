package online.neuropod.api.live;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.api.answer.Language;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterReader.FollowedLog;
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

  /** The other end does not keep up, or there are too many; it may come again. */
  static final CloseStatus OVERLOADED = CloseStatus.SERVICE_OVERLOAD;

  private final WebSocketSession session;
  private final JsonMapper json;
  private final Outbox outbox;
  private final Language handshakeLanguage;
  private final Instant openedAt;
  private final FrameBudget budget;
  private final Subscriptions subscriptions;
  private final Outcomes outcomes = new Outcomes();
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
      ApiSettings.Sockets limits,
      Language language,
      Instant openedAt) {
    this.session = session;
    this.json = json;
    this.outbox = new Outbox(limits.queueLength());
    this.subscriptions = new Subscriptions(outbox);
    this.budget = new FrameBudget(limits.framesPerSecond(), openedAt);
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

  Optional<Viewer> viewer() {
    return person.map(SignedIn::viewer);
  }

  Language language() {
    return viewer().map(Viewer::language).orElse(handshakeLanguage);
  }

  Subscriptions subscriptions() {
    return subscriptions;
  }

  Outcomes outcomes() {
    return outcomes;
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
    // Whoever waits for room must not wait for a writer that is no more.
    close(CloseStatus.SESSION_NOT_RELIABLE);
    try {
      session.close(CloseStatus.SESSION_NOT_RELIABLE);
    } catch (IOException gone) {
      LOG.debug("socket {}: the other end is gone", id(), gone);
    }
  }

  /** Sends a small frame of its own; a reader who does not keep up is cut off. */
  void send(ServerFrame frame) {
    if (!outbox.add(frame)) {
      close(OVERLOADED);
    }
  }

  /** Sends a frame that replaces an earlier one about the same thing. */
  void sendNewest(String about, ServerFrame frame) {
    outbox.put(about, frame);
  }

  /**
   * Waits until a large frame may be sent, so that it is not made before; false when the socket is
   * closed.
   */
  boolean awaitRoom() throws InterruptedException {
    return outbox.awaitRoom();
  }

  /**
   * Sends a large frame, and waits for room before.
   *
   * @return false when the socket is closed
   * @throws InterruptedException if the thread is interrupted
   */
  boolean sendWhenThereIsRoom(ServerFrame frame) throws InterruptedException {
    return outbox.addWhenThereIsRoom(frame, () -> true);
  }

  /** The same for a piece of a log, as long as it is followed. */
  boolean sendWhileFollowed(String podId, FollowedLog log, ServerFrame frame)
      throws InterruptedException {
    return outbox.addWhenThereIsRoom(frame, () -> log.equals(logs.get(podId)));
  }

  /** Keeps a log that is followed, in the place of the same pod's before. */
  void follow(String podId, FollowedLog log) {
    Optional.ofNullable(logs.put(podId, log)).ifPresent(FollowedLog::close);
    if (closed.get()) {
      unfollow(podId);
    }
  }

  int followed() {
    return logs.size();
  }

  /** Forgets a log that has ended; false if it was not followed any more. */
  boolean ended(String podId, FollowedLog log) {
    return logs.remove(podId, log);
  }

  /** Ends the following of a pod's log. */
  void unfollow(String podId) {
    Optional.ofNullable(logs.remove(podId)).ifPresent(FollowedLog::close);
  }

  /** Counts a frame that came; false when more came than are allowed. For one thread at a time. */
  boolean mayBeHeard(Instant now) {
    return budget.take(now);
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

  boolean isClosed() {
    return closed.get();
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
