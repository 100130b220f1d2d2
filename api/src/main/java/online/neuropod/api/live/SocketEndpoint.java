package online.neuropod.api.live;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.settings.ApiSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import tools.jackson.databind.json.JsonMapper;

/** Where sockets come in. */
final class SocketEndpoint extends TextWebSocketHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);

  private final Connections connections;
  private final Dialogue dialogue;
  private final ExecutorService threads;
  private final JsonMapper json;
  private final ApiSettings.Sockets limits;
  private final InstantSource clock;

  SocketEndpoint(
      Connections connections,
      Dialogue dialogue,
      ExecutorService threads,
      JsonMapper json,
      ApiSettings.Sockets limits,
      InstantSource clock) {
    this.connections = connections;
    this.dialogue = dialogue;
    this.threads = threads;
    this.json = json;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    String language = session.getHandshakeHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE);
    var connection = new Connection(session, json, limits, Language.of(language), clock.instant());
    threads.execute(connection::sendAll);
    if (!connections.add(connection)) {
      connection.close(Connection.OVERLOADED.withReason(FailureCode.TOO_MANY_CONNECTIONS.name()));
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    connections
        .find(session.getId())
        .ifPresent(
            connection -> dialogue.answer(connection, message.getPayload(), clock.instant()));
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
    connections
        .find(session.getId())
        .ifPresent(connection -> dialogue.answerBinary(connection, clock.instant()));
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage message) {
    connections.find(session.getId()).ifPresent(Connection::pong);
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    LOG.debug("socket {}: the other end is gone", session.getId(), failure);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    connections
        .find(session.getId())
        .ifPresent(
            connection -> {
              connections.remove(session.getId());
              connection.close(status);
            });
  }
}
