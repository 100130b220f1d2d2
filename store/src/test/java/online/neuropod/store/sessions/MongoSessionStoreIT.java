package online.neuropod.store.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import online.neuropod.domain.user.RefreshChain;
import online.neuropod.domain.user.Session;
import online.neuropod.domain.user.Session.Client;
import online.neuropod.domain.user.SignInWay;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoSessionStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Client BROWSER = new Client("Firefox", "192.0.2.7");
  private static final int MOST = 3;

  private final SessionStore sessions;

  MongoSessionStoreIT(Server server) {
    sessions = MongoSessionStore.open(server.freshTemplate());
  }

  @Test
  void readsBackEveryField() {
    Session session = opened("s1", "u", T0);
    assertThat(sessions.find("s1", T0)).contains(session);

    Session after = refreshed(session, new Client("curl", "2001:db8::1"));
    assertThat(sessions.refresh(session, after)).isTrue();
    assertThat(sessions.find("s1", T0)).contains(after);
  }

  @Test
  void ofTwoRefreshesAtOnceOneWins() throws InterruptedException, ExecutionException {
    Session session = opened("s1", "u", T0);

    List<Boolean> won =
        Together.run(6, _ -> sessions.refresh(session, refreshed(session, BROWSER)));

    assertThat(won).containsOnlyOnce(true);
    assertThat(sessions.find("s1", T0).orElseThrow().tokens().current()).isEqualTo(2);
  }

  @Test
  void whatHasEndedIsNotThereAndIsNotRefreshed() {
    Session session = opened("s1", "u", T0);

    assertThat(sessions.end("another", "s1")).isFalse();
    assertThat(sessions.end("u", "s1")).isTrue();
    assertThat(sessions.end("u", "s1")).isFalse();

    assertThat(sessions.find("s1", T0)).isEmpty();
    assertThat(sessions.refresh(session, refreshed(session, BROWSER))).isFalse();
    assertThat(sessions.find("s1", T0)).isEmpty();
  }

  @Test
  void allOfAPersonEndAtOnceAndNobodyElses() {
    opened("s1", "u", T0);
    opened("s2", "u", T0);
    opened("s3", "v", T0);

    assertThat(sessions.endAll("u")).isEqualTo(2);

    assertThat(sessions.open(Set.of("s1", "s2", "s3"), T0)).containsExactly("s3");
  }

  @Test
  void thoseOfOneWayEndAlone() {
    opened("s1", "u", T0);

    assertThat(sessions.endAll("u", SignInWay.GOOGLE)).isZero();
    assertThat(sessions.endAll("v", SignInWay.PASSWORD)).isZero();
    assertThat(sessions.endAll("u", SignInWay.PASSWORD)).isEqualTo(1);
    assertThat(sessions.find("s1", T0)).isEmpty();
  }

  @Test
  void theOneSeenLastIsListedFirst() {
    opened("s1", "u", T0);
    opened("s2", "u", T0.plusSeconds(1));
    opened("s3", "v", T0);
    sessions.seen("s1", T0.plusSeconds(2));
    sessions.seen("s1", T0);

    assertThat(sessions.list("u", T0)).extracting(Session::id).containsExactly("s1", "s2");
    assertThat(sessions.find("s1", T0).orElseThrow().seenAt()).isEqualTo(T0.plusSeconds(2));
  }

  @Test
  void beyondTheMostTheOneSeenLongestAgoEnds() {
    opened("s1", "u", T0);
    opened("s2", "u", T0.plusSeconds(1));
    opened("s3", "u", T0.plusSeconds(2));
    sessions.seen("s1", T0.plusSeconds(3));

    opened("s4", "u", T0.plusSeconds(4));

    assertThat(sessions.list("u", T0)).extracting(Session::id).containsExactly("s4", "s1", "s3");
  }

  @Test
  void oneThatEndedByItselfIsNotThereAlreadyBeforeItIsSwept() {
    Session session = opened("s1", "u", T0);
    opened("s2", "u", T0.plusSeconds(1));
    Instant end = session.expiresAt();

    assertThat(sessions.find("s1", end)).isEmpty();
    assertThat(sessions.open(Set.of("s1", "s2"), end)).containsExactly("s2");
    assertThat(sessions.list("u", end)).extracting(Session::id).containsExactly("s2");
    assertThat(sessions.sweep(end)).isEqualTo(1);
    assertThat(sessions.sweep(end)).isZero();
  }

  private Session opened(String id, String userId, Instant at) {
    var session =
        new Session(
            id,
            userId,
            SignInWay.PASSWORD,
            BROWSER,
            at,
            at,
            at.plus(Duration.ofDays(1)),
            RefreshChain.first());
    sessions.open(session, MOST);
    return session;
  }

  private static Session refreshed(Session session, Client from) {
    Instant now = T0.plusSeconds(60);
    return session.refreshed(
        session.tokens().next(now, GRACE), from, now, now.plus(Duration.ofDays(1)));
  }
}
