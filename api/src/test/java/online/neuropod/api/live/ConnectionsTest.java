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
  private static final ServerFrame FIRST = new ServerFrame("connection", null, 0);
  private static final ServerFrame NEWS = new ServerFrame("news", null, 0);
  private static final User USER =
      new User(
          "u", "u@example.com", "U", Role.CLIENT, false, 1, 0, Instant.EPOCH, Optional.empty());
  private static final SignedIn PERSON = new SignedIn(new Viewer(USER, Language.ES), Instant.MAX);

  private final JsonMapper json = JsonMapper.builder().build();
  private final Connections connections =
      new Connections(
          new ApiSettings.Sockets(
              MOST, 10, Duration.ofSeconds(5), Duration.ofSeconds(25), Duration.ofSeconds(30), 9));

  private Connection opened(WebSocketSession session) {
    var connection = new Connection(session, json, 9, Language.ES, Instant.EPOCH);
    connections.add(connection);
    return connection;
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
}
