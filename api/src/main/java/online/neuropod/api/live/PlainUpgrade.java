package online.neuropod.api.live;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketExtension;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.adapter.standard.StandardWebSocketHandlerAdapter;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.server.HandshakeFailureException;
import org.springframework.web.socket.server.standard.ServerEndpointRegistration;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/**
 * Agrees on no compression, which browsers offer: it would keep a compressor of some 300 KB for
 * each socket, and compress for each reader anew what is made into text once for all. Neither can a
 * small frame grow into a large one. The container agrees by itself unless the endpoint says no.
 */
final class PlainUpgrade extends StandardWebSocketUpgradeStrategy {
  @Override
  public void upgrade(
      ServerHttpRequest request,
      ServerHttpResponse response,
      @Nullable String protocol,
      List<WebSocketExtension> extensions,
      @Nullable Principal user,
      WebSocketHandler handler,
      Map<String, Object> attributes)
      throws HandshakeFailureException {
    HttpServletRequest handshake = getHttpServletRequest(request);
    var session =
        new StandardWebSocketSession(
            // The request is used again for others once this one is answered.
            HttpHeaders.copyOf(request.getHeaders()),
            attributes,
            request.getLocalAddress(),
            request.getRemoteAddress(),
            user);
    var endpoint =
        new Plain(handshake.getRequestURI(), new StandardWebSocketHandlerAdapter(handler, session));
    try {
      getContainer(handshake)
          .upgradeHttpToWebSocket(handshake, getHttpServletResponse(response), endpoint, Map.of());
    } catch (IOException | DeploymentException failure) {
      throw new HandshakeFailureException("the handshake failed", failure);
    }
  }

  private static final class Plain extends ServerEndpointRegistration {
    private Plain(String path, Endpoint endpoint) {
      super(path, endpoint);
    }

    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }
  }
}
