package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.TestApi;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;

/** Two processes of the api on one database tell their sockets the same. */
@TestInstance(Lifecycle.PER_CLASS)
class TwoProcessesIT extends ApiFixture {
  /** What the second one is told as the first one was. */
  private static final Set<String> SHARED =
      Set.of(
          "spring.mongodb.uri",
          "spring.autoconfigure.exclude",
          "neuropod.auth.development-login",
          "neuropod.jwt.secret",
          "neuropod.edge.url",
          "neuropod.edge.url-scheme",
          "neuropod.domain",
          "neuropod.kubernetes.config-path",
          "neuropod.feed.interval",
          "neuropod.websocket.wallet-interval");

  @Autowired private Environment environment;
  private ConfigurableApplicationContext second;
  private URI secondUri;

  @BeforeAll
  void startTheSecond() {
    var arguments = new HashMap<String, String>();
    SHARED.forEach(name -> arguments.put(name, environment.getRequiredProperty(name)));
    arguments.put("server.port", "0");
    second =
        new SpringApplicationBuilder(TestApi.class)
            .run(
                arguments.entrySet().stream()
                    .map(each -> "--" + each.getKey() + "=" + each.getValue())
                    .toArray(String[]::new));
    String port = second.getEnvironment().getRequiredProperty("local.server.port");
    secondUri = URI.create("http://127.0.0.1:" + port);
  }

  @AfterAll
  void stopTheSecond() {
    second.close();
  }

  private Socket subscribed(URI process, Person person) throws Exception {
    Socket socket = Socket.open(process, json).signIn(person.token());
    socket.send("subscribe", Map.of("topic", "pods"));
    socket.await("subscribed");
    return socket;
  }

  private static boolean isOf(JsonNode view, Pod pod) {
    return view.path("id").stringValue("").equals(pod.id());
  }

  @Test
  void aChangeThroughOneIsSeenOnTheSocketsOfBoth() throws Exception {
    Person owner = client();
    var throughSecond = new Caller(secondUri, json, Optional.of(owner.token()), Map.of());
    try (Socket first = subscribed(uri(), owner);
        Socket other = subscribed(secondUri, owner)) {
      Pod pod = pod(owner, "through-first");
      String id =
          throughSecond
              .post("/api/pods", podRequest("through-second"))
              .expect(201)
              .path("data")
              .path("id")
              .stringValue();
      for (Socket socket : List.of(first, other)) {
        JsonNode one = socket.await("podCreated", view -> isOf(view, pod));
        assertThat(one.path("name").stringValue()).isEqualTo("through-first");
        socket.await("podCreated", view -> view.path("id").stringValue("").equals(id));
      }
      throughSecond.delete("/api/pods/" + pod.id()).expect(202);
      write(pod, PodStatus.DELETED);
      for (Socket socket : List.of(first, other)) {
        socket.await("podDeleted", view -> isOf(view, pod));
      }
    }
  }

  @Test
  void eachSocketIsNotifiedOfEachOutcomeOnce() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "told-once");
    try (Socket one = subscribed(uri(), owner);
        Socket two = subscribed(uri(), owner);
        Socket three = subscribed(secondUri, owner)) {
      write(pod, PodStatus.RUNNING);
      pods.writeServices(pod.id(), 1, Map.of(), true, Instant.now());
      owner.calls().post("/api/pods/" + pod.id() + "/stop").expect(202);
      write(pod, PodStatus.STOPPED);
      owner.calls().post("/api/pods/" + pod.id() + "/start").expect(202);
      write(pod, PodStatus.ERROR);
      for (Socket socket : List.of(one, two, three)) {
        socket.await("notification", data -> data.path("kind").stringValue("").equals("podFailed"));
      }
      // One that comes later is told nothing of what was before.
      try (Socket late = subscribed(secondUri, owner)) {
        owner.calls().post("/api/pods/" + pod.id() + "/start").expect(202);
        write(pod, PodStatus.RUNNING);
        for (Socket socket : List.of(one, two, three, late)) {
          JsonNode told = socket.await("notification");
          assertThat(told.path("kind").stringValue()).isEqualTo("podStarted");
          assertThat(told.path("podId").stringValue()).isEqualTo(pod.id());
        }
        // What else was told comes before the answer to a question that is asked last.
        for (Socket socket : List.of(one, two, three, late)) {
          socket.send("ping", Map.of());
          assertThat(until(socket, "pong")).doesNotContain("notification");
        }
      }
    }
  }

  private static List<String> until(Socket socket, String last) throws Exception {
    var types = new ArrayList<String>();
    do {
      types.add(socket.next().path("type").stringValue());
    } while (!types.getLast().equals(last));
    return types;
  }

  @Test
  void aWalletThatChangesIsToldByBoth() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "paid");
    try (Socket first = subscribed(uri(), owner);
        Socket other = subscribed(secondUri, owner)) {
      Instant start = Instant.now();
      wallets.change(
          owner.id(),
          start,
          draft -> {
            draft.reserve(pod.id(), 1, 1_000_000, 1, 0, Duration.ofHours(1));
            draft.started(pod.id(), 1, start, 0);
            return true;
          });
      for (Socket socket : List.of(first, other)) {
        socket.await("walletUpdate", data -> data.path("activeSessions").intValue() == 1);
      }
    }
  }
}
