package online.neuropod.api.live;

import java.util.List;
import java.util.Optional;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Trace;
import online.neuropod.api.live.Connection.SignedIn;
import online.neuropod.api.live.ServerFrame.Lines;
import online.neuropod.api.live.ServerFrame.Snapshot;
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

  /** Answers one frame. */
  void answer(Connection connection, String text) {
    Optional<ClientFrame> frame = ClientFrame.read(text, json);
    if (frame.isEmpty()) {
      wrong(connection, new ClientFrame("", null, json.createObjectNode()));
      return;
    }
    try {
      answer(connection, frame.get());
    } catch (RuntimeException thrown) {
      // One frame that fails, whatever the reason, must not cost the connection.
      Refusal refusal = Failures.refusal(thrown);
      if (refusal.code() == FailureCode.INTERNAL) {
        LOG.error("A frame failed: {}", frame.get().type(), thrown);
      }
      refuse(connection, frame.get(), refusal);
    }
  }

  private void answer(Connection connection, ClientFrame frame) {
    Optional<Viewer> viewer = connection.person().map(SignedIn::viewer);
    if (frame.type().equals("auth")) {
      signIn(connection, frame);
    } else if (viewer.isEmpty()) {
      shutOut(connection, frame, Refusal.of(FailureCode.UNAUTHENTICATED));
    } else {
      answer(connection, frame, viewer.get());
    }
  }

  private void answer(Connection connection, ClientFrame frame, Viewer viewer) {
    switch (frame.type()) {
      case "ping" -> connection.send(ServerFrame.pong(frame.id()));
      case "subscribe" -> subscribe(connection, frame, viewer);
      case "unsubscribe" -> unsubscribe(connection, frame);
      case "requestLogs" -> logs(connection, frame, viewer);
      default -> wrong(connection, frame);
    }
  }

  private void signIn(Connection connection, ClientFrame frame) {
    Language language = frame.text("language").map(Language::of).orElse(connection.language());
    SignedIn person;
    try {
      person = admission.admit(frame.text("token").orElse(""), language);
    } catch (Refusal refusal) {
      shutOut(connection, frame, refusal);
      return;
    }
    Viewer viewer = person.viewer();
    if (connection.person().filter(known -> !known.viewer().id().equals(viewer.id())).isPresent()) {
      shutOut(connection, frame, Refusal.of(FailureCode.FORBIDDEN));
      return;
    }
    var welcome =
        new Welcome(viewer.id(), viewer.user().role().wire(), limits.heartbeat().toSeconds());
    broadcast.expect(viewer.id());
    if (connections.admit(connection, person, ServerFrame.welcome(frame.id(), welcome))) {
      broadcast.welcome(viewer.id());
    } else {
      refuse(connection, frame, Refusal.of(FailureCode.TOO_MANY_CONNECTIONS));
      connection.close(Connection.OVERLOADED.withReason(FailureCode.TOO_MANY_CONNECTIONS.name()));
    }
  }

  /** A socket without a person is of no use: it is told why, and closed. */
  void shutOut(Connection connection, ClientFrame frame, Refusal refusal) {
    refuse(connection, frame, refusal);
    connection.close(CloseStatus.POLICY_VIOLATION.withReason(refusal.code().name()));
  }

  private void subscribe(Connection connection, ClientFrame frame, Viewer viewer) {
    Optional<String> podId = frame.text("podId");
    Optional<String> email = frame.text("userEmail");
    switch (frame.text("topic").orElse("")) {
      case "pods" -> {
        if (email.isPresent() && !viewer.isAdmin()) {
          throw Refusal.of(FailureCode.FORBIDDEN);
        }
        connection.subscribe(new Topic.Pods(email));
        List<Pod> pods =
            viewer.isAdmin()
                ? queries.all(email, java.util.Set.of(), Optional.empty())
                : queries.own(viewer, Optional.empty());
        snapshot(connection, frame, viewer, pods);
      }
      case "pod" -> {
        Pod pod = visible(viewer, podId.orElse(""));
        connection.subscribe(new Topic.OnePod(pod.id()));
        snapshot(connection, frame, viewer, List.of(pod));
      }
      default -> wrong(connection, frame);
    }
  }

  /** Somebody else's pod is as little a person's topic as one that is not there. */
  private Pod visible(Viewer viewer, String podId) {
    try {
      return queries.visible(viewer, podId);
    } catch (Refusal refusal) {
      throw viewer.isAdmin() ? refusal : Refusal.of(FailureCode.FORBIDDEN);
    }
  }

  private void snapshot(Connection connection, ClientFrame frame, Viewer viewer, List<Pod> pods) {
    var shown = views.view(viewer, pods);
    connection.show(shown);
    connection.send(
        ServerFrame.subscribed(
            frame.id(),
            new Snapshot(
                frame.text("topic").orElseThrow(),
                frame.text("podId").orElse(null),
                frame.text("userEmail").orElse(null),
                shown)));
  }

  private void unsubscribe(Connection connection, ClientFrame frame) {
    Optional<String> podId = frame.text("podId");
    switch (frame.text("topic").orElse("")) {
      case "pods" -> connection.unsubscribe(new Topic.Pods(frame.text("userEmail")));
      case "pod" -> connection.unsubscribe(new Topic.OnePod(podId.orElse("")));
      case "logs" -> connection.unfollow(podId.orElse(""));
      default -> {
        wrong(connection, frame);
        return;
      }
    }
    connection.send(ServerFrame.unsubscribed(frame.id()));
  }

  private void logs(Connection connection, ClientFrame frame, Viewer viewer) {
    Pod pod = visible(viewer, frame.text("podId").orElse(""));
    LogRange range = PodLogs.range(frame.number("tail").orElse(null), null, false);
    Optional<String> none = logs.whyNone(viewer.language(), pod);
    if (none.isPresent()) {
      noLines(connection, frame, pod, none.get());
    } else if (frame.isSet("follow")) {
      follow(connection, frame, viewer, pod, range);
    } else {
      List<String> lines =
          cluster.logs(Target.of(pod), range).map(String::lines).stream()
              .flatMap(all -> all)
              .toList();
      String why = lines.isEmpty() ? logs.notThere(viewer.language()) : null;
      connection.send(ServerFrame.lines(frame.id(), new Lines(pod.id(), lines, true, why)));
    }
  }

  private void follow(
      Connection connection, ClientFrame frame, Viewer viewer, Pod pod, LogRange range) {
    if (connection.followed() >= MAX_FOLLOWED) {
      throw Refusal.of(FailureCode.TOO_MANY_CONNECTIONS);
    }
    Optional<FollowedLog> log = cluster.followLogs(Target.of(pod), range.tail());
    if (log.isPresent()) {
      follower.follow(connection, pod.id(), log.get());
    } else {
      noLines(connection, frame, pod, logs.notThere(viewer.language()));
    }
  }

  private static void noLines(Connection connection, ClientFrame frame, Pod pod, String why) {
    connection.send(ServerFrame.lines(frame.id(), new Lines(pod.id(), List.of(), true, why)));
  }

  private void wrong(Connection connection, ClientFrame frame) {
    Refusal refusal = Refusal.of(FailureCode.WRONG_FRAME);
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
