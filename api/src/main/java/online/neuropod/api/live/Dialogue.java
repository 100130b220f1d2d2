package online.neuropod.api.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Trace;
import online.neuropod.api.live.Connection.SignedIn;
import online.neuropod.api.live.ServerFrame.Lines;
import online.neuropod.api.live.ServerFrame.Welcome;
import online.neuropod.api.pods.PodLogs;
import online.neuropod.api.pods.PodQueries;
import online.neuropod.api.pods.PodViews;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterReader.FollowedLog;
import online.neuropod.cluster.ClusterReader.LogRange;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.pod.Pod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import tools.jackson.databind.json.JsonMapper;

/** Answers the frames of clients. */
final class Dialogue {
  private static final Logger LOG = LoggerFactory.getLogger(Dialogue.class);
  private static final int MAX_FOLLOWED = 10;

  /** The most characters of a log in one frame; older lines are left out. */
  private static final int MAX_LOG = 512 << 10;

  private final Admission admission;
  private final Connections connections;
  private final Broadcast broadcast;
  private final PodQueries queries;
  private final PodViews views;
  private final PodLogs logs;
  private final ClusterReader cluster;
  private final LogFollower follower;
  private final Failures failures;
  private final ApiSettings.Sockets limits;
  private final JsonMapper json;

  Dialogue(
      Admission admission,
      Connections connections,
      Broadcast broadcast,
      PodQueries queries,
      PodViews views,
      PodLogs logs,
      ClusterReader cluster,
      LogFollower follower,
      Failures failures,
      ApiSettings.Sockets limits,
      JsonMapper json) {
    this.admission = admission;
    this.connections = connections;
    this.broadcast = broadcast;
    this.queries = queries;
    this.views = views;
    this.logs = logs;
    this.cluster = cluster;
    this.follower = follower;
    this.failures = failures;
    this.limits = limits;
    this.json = json;
  }

  /** Answers one frame; one thread at a time for each connection. */
  void answer(Connection connection, String text, Instant now) {
    if (!isHeard(connection, now)) {
      return;
    }
    Optional<ClientFrame> frame = ClientFrame.read(text, json);
    if (frame.isEmpty()) {
      wrong(connection, noFrame(), Refusal.of(FailureCode.WRONG_FRAME));
      return;
    }
    try {
      answer(connection, frame.get());
    } catch (RuntimeException thrown) {
      // One frame that fails, whatever the reason, must not cost the connection.
      failed(connection, frame.get(), thrown);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      connection.close(CloseStatus.GOING_AWAY);
    }
  }

  /** Answers what is no text: no frame of ours is. */
  void answerBinary(Connection connection, Instant now) {
    if (isHeard(connection, now)) {
      wrong(connection, noFrame(), Refusal.of(FailureCode.WRONG_FRAME));
    }
  }

  private boolean isHeard(Connection connection, Instant now) {
    if (connection.isClosed()) {
      return false;
    }
    boolean heard = connection.mayBeHeard(now);
    if (!heard) {
      var refusal = Refusal.of(FailureCode.RATE_LIMITED, Map.of("seconds", "1"));
      wrong(connection, noFrame(), refusal);
    }
    return heard;
  }

  private ClientFrame noFrame() {
    return new ClientFrame("", null, json.createObjectNode());
  }

  private void failed(Connection connection, ClientFrame frame, RuntimeException thrown) {
    Refusal refusal = Failures.refusal(thrown);
    switch (refusal.code()) {
      case WRONG_FRAME -> wrong(connection, frame, refusal);
      case INTERNAL -> {
        LOG.error("A frame failed: {}", frame.type(), thrown);
        refuse(connection, frame, refusal);
      }
      default -> refuse(connection, frame, refusal);
    }
  }

  private void answer(Connection connection, ClientFrame frame) throws InterruptedException {
    Optional<Viewer> viewer = connection.viewer();
    if (frame.type().equals("auth")) {
      signIn(connection, frame);
    } else if (viewer.isEmpty()) {
      shutOut(connection, frame, Refusal.of(FailureCode.UNAUTHENTICATED));
    } else {
      answer(connection, frame, viewer.get());
    }
  }

  private void answer(Connection connection, ClientFrame frame, Viewer viewer)
      throws InterruptedException {
    switch (frame.type()) {
      case "ping" -> connection.send(ServerFrame.pong(frame.id()));
      case "subscribe" -> subscribe(connection, frame, viewer);
      case "unsubscribe" -> unsubscribe(connection, frame);
      case "requestLogs" -> logs(connection, frame, viewer);
      default -> throw Refusal.of(FailureCode.WRONG_FRAME);
    }
  }

  private void signIn(Connection connection, ClientFrame frame) {
    SignedIn person;
    try {
      Optional<Language> wanted = frame.text("language").map(Language::of);
      person = admission.admit(frame.text("token").orElse(""), wanted, connection.language());
    } catch (Refusal refusal) {
      shutOut(connection, frame, refusal);
      return;
    }
    Viewer viewer = person.viewer();
    Optional<Viewer> before = connection.viewer();
    if (before.filter(known -> !known.id().equals(viewer.id())).isPresent()) {
      shutOut(connection, frame, Refusal.of(FailureCode.FORBIDDEN));
      return;
    }
    if (before.isEmpty()) {
      // Before anything is told, so that every later change is noticed.
      connection.outcomes().expect(queries.own(viewer, Optional.empty()));
    }
    var welcome =
        new Welcome(viewer.id(), viewer.user().role().wire(), limits.heartbeat().toSeconds());
    if (connections.admit(connection, person, ServerFrame.welcome(frame.id(), welcome))) {
      broadcast.welcome(viewer.id());
    } else {
      refuse(connection, frame, Refusal.of(FailureCode.TOO_MANY_CONNECTIONS));
      connection.close(Connection.OVERLOADED.withReason(FailureCode.TOO_MANY_CONNECTIONS.name()));
    }
  }

  /** A socket without a person is of no use: it is told why, and closed. */
  private void shutOut(Connection connection, ClientFrame frame, Refusal refusal) {
    refuse(connection, frame, refusal);
    connection.close(CloseStatus.POLICY_VIOLATION.withReason(refusal.code().name()));
  }

  private void subscribe(Connection connection, ClientFrame frame, Viewer viewer)
      throws InterruptedException {
    Topic topic = topic(frame);
    Supplier<List<Pod>> read =
        switch (topic) {
          case Topic.Pods all -> () -> pods(viewer, all);
          case Topic.OnePod one -> () -> List.of(visible(viewer, one.podId()));
        };
    connection
        .subscriptions()
        .subscribe(topic, viewer, frame.id(), () -> views.view(viewer, read.get()));
  }

  private static Topic topic(ClientFrame frame) {
    return switch (frame.text("topic").orElse("")) {
      case "pods" -> new Topic.Pods(frame.text("userEmail").map(String::strip));
      case "pod" -> new Topic.OnePod(frame.text("podId").orElse(""));
      default -> throw Refusal.of(FailureCode.WRONG_FRAME);
    };
  }

  private List<Pod> pods(Viewer viewer, Topic.Pods topic) {
    if (viewer.isAdmin()) {
      return queries.all(topic.email(), Set.of(), Optional.empty());
    }
    // Refuses a client who names an address.
    return queries.own(viewer, topic.email());
  }

  /** Somebody else's pod is as little a person's topic as one that is not there. */
  private Pod visible(Viewer viewer, String podId) {
    try {
      return queries.visible(viewer, podId);
    } catch (Refusal refusal) {
      throw viewer.isAdmin() ? refusal : Refusal.of(FailureCode.FORBIDDEN);
    }
  }

  private static void unsubscribe(Connection connection, ClientFrame frame) {
    if (frame.text("topic").orElse("").equals("logs")) {
      connection.unfollow(frame.text("podId").orElse(""));
    } else {
      connection.subscriptions().unsubscribe(topic(frame));
    }
    connection.send(ServerFrame.unsubscribed(frame.id()));
  }

  private void logs(Connection connection, ClientFrame frame, Viewer viewer)
      throws InterruptedException {
    Pod pod = visible(viewer, frame.text("podId").orElse(""));
    LogRange range = PodLogs.range(frame.number("tail").orElse(null), null, false);
    Optional<String> none = logs.whyNone(viewer.language(), pod);
    if (none.isPresent()) {
      noLines(connection, frame, pod, none.get());
    } else if (frame.isSet("follow")) {
      follow(connection, frame, viewer, pod, range);
    } else {
      read(connection, frame, viewer, pod, range);
    }
  }

  private void read(
      Connection connection, ClientFrame frame, Viewer viewer, Pod pod, LogRange range)
      throws InterruptedException {
    if (!connection.awaitRoom()) {
      return;
    }
    List<String> lines =
        cluster.logs(Target.of(pod), range).map(Dialogue::newestLines).orElse(List.of());
    if (lines.isEmpty()) {
      noLines(connection, frame, pod, logs.notThere(viewer.language()));
    } else {
      var answer = ServerFrame.lines(frame.id(), new Lines(pod.id(), lines, true, null));
      connection.sendWhenThereIsRoom(answer);
    }
  }

  /** As many of the last lines as one frame may have. */
  private static List<String> newestLines(String log) {
    List<String> lines = log.lines().toList();
    int first = lines.size();
    int length = 0;
    while (first > 0 && length + lines.get(first - 1).length() <= MAX_LOG) {
      first--;
      length += lines.get(first).length();
    }
    return List.copyOf(lines.subList(first, lines.size()));
  }

  private void follow(
      Connection connection, ClientFrame frame, Viewer viewer, Pod pod, LogRange range) {
    if (connection.followed() >= MAX_FOLLOWED) {
      throw Refusal.of(FailureCode.TOO_MANY_CONNECTIONS);
    }
    Optional<FollowedLog> log = cluster.followLogs(Target.of(pod), range.tail());
    if (log.isPresent()) {
      follower.follow(connection, frame.id(), pod.id(), log.get());
    } else {
      noLines(connection, frame, pod, logs.notThere(viewer.language()));
    }
  }

  private static void noLines(Connection connection, ClientFrame frame, Pod pod, String why) {
    connection.send(ServerFrame.lines(frame.id(), new Lines(pod.id(), List.of(), true, why)));
  }

  private void wrong(Connection connection, ClientFrame frame, Refusal refusal) {
    if (connection.isTooWrong()) {
      shutOut(connection, frame, refusal);
    } else {
      refuse(connection, frame, refusal);
    }
  }

  private void refuse(Connection connection, ClientFrame frame, Refusal refusal) {
    connection.send(
        ServerFrame.error(frame.id(), failures.of(refusal, connection.language(), Trace.fresh())));
  }
}
