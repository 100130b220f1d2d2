package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** The feed over a real socket. */
class SocketIT extends ApiFixture {
  @Autowired private Connections connections;

  private Socket socket() throws Exception {
    return Socket.open(uri(), json);
  }

  private Socket socket(Person person) throws Exception {
    return socket().signIn(person.token());
  }

  private static JsonNode subscribe(Socket socket, Map<String, Object> topic) throws Exception {
    socket.send("subscribe", topic);
    return socket.await("subscribed");
  }

  private static boolean isOf(JsonNode view, Pod pod) {
    return view.path("id").stringValue("").equals(pod.id());
  }

  @Test
  void theFirstFrameSaysWhoIsThere() throws Exception {
    Person person = client();
    try (Socket socket = socket()) {
      socket.sendText(
          "{\"type\":\"auth\",\"id\":7,\"data\":{\"token\":\"" + person.token() + "\"}}");
      JsonNode answer = socket.next();
      assertThat(answer.path("type").stringValue()).isEqualTo("connection");
      assertThat(answer.path("id").intValue()).isEqualTo(7);
      assertThat(answer.path("data").path("userId").stringValue()).isEqualTo(person.id());
      assertThat(answer.path("data").path("role").stringValue()).isEqualTo("client");
      assertThat(answer.path("data").path("heartbeatSeconds").intValue()).isEqualTo(1);
    }
  }

  @Test
  void aTokenIsRenewedOnTheSameSocketByTheSamePersonAlone() throws Exception {
    Person person = client();
    try (Socket socket = socket(person)) {
      socket.send("auth", Map.of("token", person.token()));
      assertThat(socket.await("connection").path("userId").stringValue()).isEqualTo(person.id());
      socket.send("auth", Map.of("token", client().token()));
      assertThat(socket.await("error").path("code").stringValue()).isEqualTo("FORBIDDEN");
      assertThat(socket.awaitClose()).isEqualTo(new Socket.Close(1008, "FORBIDDEN"));
    }
  }

  @Test
  void whoDoesNotSayWhoTheyAreIsShutOut() throws Exception {
    try (Socket silent = socket();
        Socket wrong = socket();
        Socket eager = socket()) {
      wrong.send("auth", Map.of("token", "not.a.token"));
      assertThat(wrong.await("error").path("code").stringValue()).isEqualTo("UNAUTHENTICATED");
      assertThat(wrong.awaitClose()).isEqualTo(new Socket.Close(1008, "UNAUTHENTICATED"));
      eager.send("subscribe", Map.of("topic", "pods"));
      assertThat(eager.await("error").path("code").stringValue()).isEqualTo("UNAUTHENTICATED");
      assertThat(eager.awaitClose().code()).isEqualTo(1008);
      assertThat(silent.awaitClose()).isEqualTo(new Socket.Close(1008, "UNAUTHENTICATED"));
    }
  }

  @Test
  void aSubscriptionBeginsWithWhatIsThereAndGoesOnWithWhatChanges() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "there-already");
    try (Socket socket = socket(owner)) {
      JsonNode snapshot = subscribe(socket, Map.of("topic", "pods"));
      assertThat(snapshot.path("pods").size()).isEqualTo(1);
      assertThat(snapshot.path("pods").path(0))
          .isEqualTo(owner.calls().get("/api/pods/" + pod.id()).expect(200).path("data"));

      Pod created = pod(owner, "comes-new");
      JsonNode news = socket.await("podCreated", view -> isOf(view, created));
      assertThat(news.path("status").stringValue()).isEqualTo("creating");

      write(created, PodStatus.RUNNING);
      JsonNode update =
          socket.await(
              "podUpdate",
              view -> isOf(view, created) && view.path("status").stringValue("").equals("running"));
      assertThat(update.path("revision").longValue())
          .isGreaterThan(news.path("revision").longValue());

      owner.calls().delete("/api/pods/" + created.id()).expect(202);
      write(created, PodStatus.DELETED);
      JsonNode gone =
          socket.await(
              "podDeleted", data -> data.path("podId").stringValue("").equals(created.id()));
      assertThat(gone.path("revision").longValue())
          .isGreaterThan(update.path("revision").longValue());
    }
  }

  @Test
  void aClientHearsOfTheirOwnPodsAloneAndAnAdministratorOfAll() throws Exception {
    Person owner = client();
    Person other = client();
    Person admin = admin();
    try (Socket others = socket(other);
        Socket admins = socket(admin);
        Socket filtered = socket(admin)) {
      subscribe(others, Map.of("topic", "pods"));
      subscribe(admins, Map.of("topic", "pods"));
      subscribe(filtered, Map.of("topic", "pods", "userEmail", other.email()));
      Pod pod = pod(owner, "heard-of");
      JsonNode heard = admins.await("podCreated", view -> isOf(view, pod));
      assertThat(heard.path("owner").path("email").stringValue()).isEqualTo(owner.email());
      Pod othersPod = pod(other, "own");
      filtered.await("podCreated", view -> isOf(view, othersPod));
      JsonNode own = others.await("podCreated", view -> isOf(view, othersPod));
      assertThat(own.has("owner")).isFalse();
      assertThat(others.rest()).noneMatch(frame -> isOf(frame.path("data"), pod));
      assertThat(filtered.rest()).noneMatch(frame -> isOf(frame.path("data"), pod));
    }
  }

  @Test
  void aTopicThatIsNotYoursIsForbidden() throws Exception {
    Pod pod = pod(client(), "not-yours");
    try (Socket socket = socket(client())) {
      for (Map<String, Object> topic :
          List.<Map<String, Object>>of(
              Map.of("topic", "pod", "podId", pod.id()),
              Map.of("topic", "pod", "podId", "none"),
              Map.of("topic", "pods", "userEmail", "a@example.com"))) {
        socket.send("subscribe", topic);
        assertThat(socket.await("error").path("code").stringValue())
            .as(topic.toString())
            .isEqualTo("FORBIDDEN");
      }
      socket.send("requestLogs", Map.of("podId", pod.id()));
      assertThat(socket.await("error").path("code").stringValue()).isEqualTo("FORBIDDEN");
      assertThat(socket.isOpen()).isTrue();
    }
  }

  @Test
  void onePodIsATopicOfItsOwnUntilItIsNot() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "alone");
    Pod other = pod(owner, "aside");
    try (Socket socket = socket(owner)) {
      subscribe(socket, Map.of("topic", "pod", "podId", pod.id()));
      write(other, PodStatus.RUNNING);
      write(pod, PodStatus.RUNNING);
      socket.await("podUpdate", view -> isOf(view, pod));
      assertThat(socket.rest()).noneMatch(frame -> isOf(frame.path("data"), other));
      socket.send("unsubscribe", Map.of("topic", "pod", "podId", pod.id()));
      socket.await("unsubscribed");
      write(pod, PodStatus.ERROR);
      socket.await("notification", data -> data.path("kind").stringValue("").equals("podFailed"));
      assertThat(socket.rest()).noneMatch(frame -> isOf(frame.path("data"), pod));
    }
  }

  @Test
  void ownersAreNotifiedInTheirLanguage() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "told");
    try (Socket spanish = socket(owner);
        Socket english = Socket.open(uri(), json, Map.of("Accept-Language", "en"))) {
      english.signIn(owner.token());
      write(pod, PodStatus.RUNNING);
      assertThat(spanish.await("notification").path("message").stringValue())
          .isEqualTo("El pod «told» está en ejecución.");
      JsonNode started = english.await("notification");
      assertThat(started.path("kind").stringValue()).isEqualTo("podStarted");
      assertThat(started.path("podId").stringValue()).isEqualTo(pod.id());
      assertThat(started.path("message").stringValue()).isEqualTo("The pod “told” is running.");
      write(pod, PodStatus.ERROR, Optional.of(StatusReason.of(CauseCode.NODE_LOST, "node", "n1")));
      assertThat(spanish.await("notification").path("message").stringValue())
          .isEqualTo("El pod «told» ha fallado: El nodo n1 dejó de responder.");
    }
  }

  @Test
  void aWalletIsToldWhenItChangesAndWhileSomethingRuns() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "costs");
    try (Socket socket = socket(owner)) {
      Instant start = Instant.now();
      wallets.change(
          owner.id(),
          start,
          draft -> {
            draft.reserve(pod.id(), 1, 1_000_000, 1, 0, Duration.ofHours(1));
            draft.started(pod.id(), 1, start, 0);
            return true;
          });
      JsonNode wallet =
          socket.await("walletUpdate", data -> data.path("activeSessions").intValue() == 1);
      assertThat(wallet.path("burnRatePerHour").decimalValue()).isEqualByComparingTo("1");
      assertThat(wallet.path("runsOutAt").isString()).isTrue();
      // Nothing is written any more, and still it is told.
      socket.await("walletUpdate", data -> data.path("accrued").decimalValue().signum() > 0);
    }
  }

  @Test
  void wrongFramesAreToldAndTenOfThemAreEnough() throws Exception {
    try (Socket socket = socket(client())) {
      for (String wrong :
          List.of(
              "no json",
              "[]",
              "{}",
              "{\"type\":7}",
              "{\"type\":\"dance\"}",
              "{\"type\":\"subscribe\",\"data\":{\"topic\":\"weather\"}}",
              "null",
              "{\"type\":\"subscribe\",\"data\":[]}",
              "{\"type\":\"unsubscribe\"}")) {
        socket.sendText(wrong);
        assertThat(socket.await("error").path("code").stringValue())
            .as(wrong)
            .isEqualTo("WRONG_FRAME");
      }
      socket.sendText("the tenth");
      assertThat(socket.awaitClose()).isEqualTo(new Socket.Close(1008, "WRONG_FRAME"));
    }
  }

  @Test
  void pingIsAnsweredByPong() throws Exception {
    try (Socket socket = socket(client())) {
      socket.sendText("{\"type\":\"ping\",\"id\":\"x\"}");
      JsonNode pong = socket.frame("pong", _ -> true);
      assertThat(pong.path("id").stringValue()).isEqualTo("x");
    }
  }

  @Test
  void aSocketThatAnswersPingsStaysOpen() throws Exception {
    try (Socket socket = socket(client())) {
      Instant opened = Instant.now();
      // Four heartbeats of this test's configuration.
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> Instant.now().isAfter(opened.plusSeconds(4)) || !socket.isOpen());
      assertThat(socket.isOpen()).isTrue();
    }
  }

  @Test
  void whoIsSuspendedIsCutOffWithinSeconds() throws Exception {
    Person person = client();
    try (Socket socket = socket(person)) {
      mongo.updateFirst(
          query(where("_id").is(person.id())), Update.update("suspended", true), "users");
      assertThat(socket.await("error").path("code").stringValue()).isEqualTo("ACCOUNT_SUSPENDED");
      assertThat(socket.awaitClose()).isEqualTo(new Socket.Close(1008, "ACCOUNT_SUSPENDED"));
    }
  }

  @Test
  void logsOfAPodWithoutAContainerSayWhy() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "silent");
    try (Socket socket = socket(owner)) {
      socket.send("requestLogs", Map.of("podId", pod.id(), "tail", 10, "follow", true));
      JsonNode logs = socket.await("podLogs");
      assertThat(logs.path("podId").stringValue()).isEqualTo(pod.id());
      assertThat(logs.path("lines").size()).isZero();
      assertThat(logs.path("last").booleanValue()).isTrue();
      assertThat(logs.path("message").stringValue()).isNotBlank();
      socket.send("requestLogs", Map.of("podId", pod.id(), "tail", 0));
      assertThat(socket.await("error").path("code").stringValue()).isEqualTo("VALIDATION");
    }
  }

  @Test
  void aLogIsReadAndFollowedUntilItIsUnsubscribed() throws Exception {
    Person owner = client();
    Pod pod = running(pod(owner, "logged"));
    try (Socket socket = socket(owner)) {
      Map<String, Object> wanted = Map.of("podId", pod.id(), "tail", 1);
      await()
          .until(
              () -> {
                socket.send("requestLogs", wanted);
                return socket.await("podLogs").path("lines").size() == 1;
              });
      socket.sendText(
          "{\"type\":\"requestLogs\",\"id\":\"l\",\"data\":{\"podId\":\"%s\",\"follow\":true}}"
              .formatted(pod.id()));
      JsonNode first = socket.frame("podLogs", data -> !data.path("last").booleanValue());
      assertThat(first.path("id").stringValue()).isEqualTo("l");
      assertThat(first.path("data").path("lines").size()).isPositive();
      socket.send("unsubscribe", Map.of("topic", "logs", "podId", pod.id()));
      socket.await("unsubscribed");
      socket.send("ping", Map.of());
      assertThat(socket.next().path("type").stringValue()).isEqualTo("pong");
      assertThat(socket.rest()).isEmpty();
    }
  }

  @Test
  void aLogEndsWithThePod() throws Exception {
    Person owner = client();
    Pod pod = running(pod(owner, "ends"));
    try (Socket socket = socket(owner)) {
      socket.send("requestLogs", Map.of("podId", pod.id(), "follow", true));
      cluster.deletePod(Target.of(pod));
      JsonNode end = socket.await("podLogs", data -> data.path("last").booleanValue());
      assertThat(end.path("podId").stringValue()).isEqualTo(pod.id());
    }
  }

  @Test
  void aPageOfAnotherOriginIsRefused() throws Exception {
    for (String origin : List.of("http://evil.example.com", "http://x.localhost:3000", "null")) {
      assertThatThrownBy(() -> Socket.open(uri(), json, Map.of("Origin", origin)))
          .as(origin)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }
    try (Socket own = Socket.open(uri(), json, Map.of("Origin", uri().toString()));
        Socket configured = Socket.open(uri(), json, Map.of("Origin", "http://localhost:3000"))) {
      own.signIn(client().token());
      configured.signIn(client().token());
    }
  }

  @Test
  void onePersonHasALimitedNumberOfSockets() throws Exception {
    Person person = client();
    var open = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 20; i++) {
        open.add(socket(person));
      }
      try (Socket oneMore = socket()) {
        oneMore.send("auth", Map.of("token", person.token()));
        assertThat(oneMore.await("error").path("code").stringValue())
            .isEqualTo("TOO_MANY_CONNECTIONS");
        assertThat(oneMore.awaitClose().code()).isEqualTo(1013);
      }
    } finally {
      open.forEach(Socket::close);
    }
    await().untilAsserted(() -> assertThat(connections.of(person.id())).isEmpty());
  }
}
