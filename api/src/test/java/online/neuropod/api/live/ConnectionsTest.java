package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.api.answer.Language;
import online.neuropod.api.live.Connection.SignedIn;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import tools.jackson.databind.json.JsonMapper;

class ConnectionsTest {
  private static final int MOST = 2;
  private static final int MOST_IN_ALL = 4;
  private static final ServerFrame FIRST = new ServerFrame("connection", null, 0);
  private static final ServerFrame NEWS = new ServerFrame("news", null, 0);
  private static final User USER =
      new User(
          "u", "u@example.com", "U", Role.CLIENT, false, 1, 0, Instant.EPOCH, Optional.empty());
  private static final SignedIn PERSON =
      new SignedIn(new Viewer(USER, Language.ES, "s"), Instant.MAX);

  private static SignedIn person(String id, Role role) {
    var user =
        new User(id, id + "@example.com", id, role, false, 1, 0, Instant.EPOCH, Optional.empty());
    return new SignedIn(new Viewer(user, Language.ES, "s"), Instant.MAX);
  }

  private final JsonMapper json = JsonMapper.builder().build();
  private final ApiSettings.Sockets limits =
      new ApiSettings.Sockets(
          MOST,
          MOST_IN_ALL,
          Duration.ofSeconds(5),
          Duration.ofSeconds(25),
          Duration.ofSeconds(30),
          9,
          20);
  private final Connections connections = new Connections(limits);

  private Connection opened(WebSocketSession session) {
    Connection connection = connection(session, Instant.EPOCH);
    assertThat(connections.add(connection)).isTrue();
    return connection;
  }

  private Connection connection(WebSocketSession session, Instant openedAt) {
    return new Connection(session, json, limits, Language.ES, openedAt);
  }

  private WebSocketSession session(String id) {
    WebSocketSession session = mock();
    when(session.getId()).thenReturn(id);
    return session;
  }

  @Test
  void nothingComesBeforeTheFirstFrame() throws Exception {
    WebSocketSession session = session("one");
    // In the wrong order, news win about one round in a hundred.
    for (int round = 0; round < 1000; round++) {
      Connection connection = opened(session);
      Thread news = Thread.ofPlatform().start(this::tellAsSoonAsSomebodyIsThere);
      connections.admit(connection, PERSON, FIRST);
      news.join();
      connection.close(CloseStatus.NORMAL);
      connection.sendAll();
      connections.remove(connection.id());
      var order = inOrder(session);
      order.verify(session).sendMessage(new TextMessage(json.writeValueAsString(FIRST)));
      order.verify(session).sendMessage(new TextMessage(json.writeValueAsString(NEWS)));
      clearInvocations(session);
    }
  }

  private void tellAsSoonAsSomebodyIsThere() {
    Optional<Connection> there = Optional.empty();
    while (there.isEmpty()) {
      Thread.onSpinWait();
      there = connections.of(USER.id()).findAny();
    }
    there.get().send(NEWS);
  }

  @Test
  void onePersonHasALimitedNumberOfSocketsAndMayRenewEachOfThem() {
    Connection one = opened(session("one"));
    Connection two = opened(session("two"));
    Connection three = opened(session("three"));
    assertThat(connections.admit(one, PERSON, FIRST)).isTrue();
    assertThat(connections.admit(two, PERSON, FIRST)).isTrue();
    assertThat(connections.admit(three, PERSON, FIRST)).isFalse();
    assertThat(three.person()).isEmpty();
    assertThat(connections.admit(two, PERSON, FIRST)).isTrue();
  }

  @Test
  void whoSaysNothingGivesWayWhenThereAreTooManyAndWhoIsThereDoesNot() {
    Connection person = opened(session("person"));
    connections.admit(person, PERSON, FIRST);
    for (int i = 1; i < MOST_IN_ALL; i++) {
      assertThat(connections.add(connection(session("silent" + i), Instant.ofEpochSecond(i))))
          .isTrue();
    }
    Connection oldest = connections.find("silent1").orElseThrow();
    for (int i = 1; i < MOST_IN_ALL; i++) {
      assertThat(connections.add(connection(session("new" + i), Instant.ofEpochSecond(99))))
          .isTrue();
    }
    assertThat(oldest.isClosed()).isTrue();
    assertThat(connections.find("silent1")).isEmpty();
    assertThat(person.isClosed()).isFalse();
    assertThat(connections.all()).hasSize(MOST_IN_ALL).contains(person);
  }

  @Test
  void whereEverySocketIsSomebodysThereIsNoRoomForAnother() {
    for (int i = 0; i < MOST_IN_ALL; i++) {
      connections.admit(opened(session("s" + i)), person("u" + i, Role.CLIENT), FIRST);
    }
    assertThat(connections.add(connection(session("more"), Instant.EPOCH))).isFalse();
  }

  @Test
  void ofAPersonsThingsTheyAndAdministratorsHear() {
    Connection own = opened(session("own"));
    Connection other = opened(session("other"));
    Connection admin = opened(session("admin"));
    connections.admit(own, PERSON, FIRST);
    connections.admit(other, person("v", Role.CLIENT), FIRST);
    assertThat(connections.isHeard("w")).isFalse();
    connections.admit(admin, person("root", Role.ADMIN), FIRST);
    assertThat(connections.hearing("u")).containsExactly(own, admin);
    assertThat(connections.hearing("root")).containsExactly(admin);
    assertThat(connections.isHeard("w")).isTrue();
    connections.remove("admin");
    connections.remove("own");
    assertThat(connections.hearing("u")).isEmpty();
    assertThat(connections.people()).containsExactly("v");
  }

  @Test
  void aSocketThatIsGoneIsNotAdmitted() {
    Connection gone = opened(session("gone"));
    connections.remove("gone");
    assertThat(connections.admit(gone, PERSON, FIRST)).isFalse();
    assertThat(connections.people()).isEmpty();
  }
}
