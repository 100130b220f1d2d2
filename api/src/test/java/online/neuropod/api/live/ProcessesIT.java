package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.TestApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.data.mongodb.core.query.Update;

/** Two api processes on one database: what ends in one ends in the other, sockets too. */
@TestInstance(Lifecycle.PER_CLASS)
class ProcessesIT extends ApiFixture {
  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  @Autowired private Environment environment;
  private ConfigurableApplicationContext other;

  @BeforeAll
  void startTheOther() {
    other =
        new SpringApplicationBuilder(TestApi.class)
            .run(
                "--server.port=0",
                "--neuropod.jwt.secret=" + SECRET,
                same("neuropod.auth.development-login"),
                same("neuropod.edge.url"),
                same("neuropod.edge.url-scheme"),
                same("neuropod.domain"),
                same("neuropod.kubernetes.config-path"),
                same("spring.mongodb.uri"),
                same("spring.autoconfigure.exclude"),
                "--springdoc.api-docs.enabled=false");
  }

  private String same(String property) {
    return "--" + property + "=" + environment.getRequiredProperty(property);
  }

  @AfterAll
  void stopTheOther() {
    other.close();
  }

  private URI otherUri() {
    return URI.create(
        "http://127.0.0.1:" + other.getEnvironment().getRequiredProperty("local.server.port"));
  }

  private Caller inTheOther(Person person) {
    return new Caller(otherUri(), json, Optional.of(person.token()), Map.of());
  }

  private Socket socketInTheOther(Person person) throws Exception {
    return Socket.open(otherUri(), json).signIn(person.token());
  }

  @Test
  void whoSignsOutHereIsOutThereWithinFiveSeconds() throws Exception {
    Person person = client();
    try (Socket socket = socketInTheOther(person)) {
      inTheOther(person).get("/api/auth/me").expect(200);

      person.calls().post("/api/auth/logout").expect(200);

      long out = System.nanoTime();
      assertThat(socket.awaitClose()).isEqualTo(new Socket.Close(1008, "UNAUTHENTICATED"));
      assertThat(Duration.ofNanos(System.nanoTime() - out)).isLessThan(FIVE_SECONDS);
      await()
          .atMost(FIVE_SECONDS)
          .untilAsserted(
              () -> inTheOther(person).get("/api/auth/me").expect(401, "UNAUTHENTICATED"));
      person.calls().get("/api/auth/me").expect(401, "UNAUTHENTICATED");
    }
  }

  @Test
  void aSessionThatIsEndedHereIsOutThereAndTheOthersStay() throws Exception {
    Person first = client();
    String again =
        nobody()
            .post("/api/auth/mock-login", Map.of("email", first.email()))
            .expect(200)
            .path("data")
            .path("token")
            .stringValue();
    Person second = new Person(first.id(), first.email(), again, first.calls().as(again));
    String idOfFirst =
        first
            .calls()
            .get("/api/auth/sessions")
            .expect(200)
            .path("data")
            .valueStream()
            .filter(session -> session.path("current").booleanValue())
            .findFirst()
            .orElseThrow()
            .path("id")
            .stringValue();
    try (Socket ended = socketInTheOther(first);
        Socket stays = socketInTheOther(second)) {
      second.calls().delete("/api/auth/sessions/" + idOfFirst).expect(200);

      assertThat(ended.awaitClose()).isEqualTo(new Socket.Close(1008, "UNAUTHENTICATED"));
      await()
          .atMost(FIVE_SECONDS)
          .untilAsserted(
              () -> inTheOther(first).get("/api/auth/me").expect(401, "UNAUTHENTICATED"));
      inTheOther(second).get("/api/auth/me").expect(200);
      assertThat(stays.isOpen()).isTrue();
    }
  }

  @Test
  void whoIsSuspendedIsOutInBothWithinFiveSeconds() throws Exception {
    Person person = client();
    try (Socket here = Socket.open(uri(), json).signIn(person.token());
        Socket there = socketInTheOther(person)) {
      inTheOther(person).get("/api/auth/me").expect(200);

      mongo.updateFirst(
          query(where("_id").is(person.id())), Update.update("suspended", true), "users");

      assertThat(here.awaitClose()).isEqualTo(new Socket.Close(1008, "ACCOUNT_SUSPENDED"));
      assertThat(there.awaitClose()).isEqualTo(new Socket.Close(1008, "ACCOUNT_SUSPENDED"));
      await()
          .atMost(FIVE_SECONDS)
          .untilAsserted(
              () -> inTheOther(person).get("/api/auth/me").expect(403, "ACCOUNT_SUSPENDED"));
    }
  }
}
