package online.neuropod.api.live;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Lets in pages of the public address alone. Pods' pages are of the same site, and not trusted. On
 * this very machine, where the port may be any, a page may talk to the address that it came from.
 */
final class ExactOrigin implements HandshakeInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(ExactOrigin.class);
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String publicOrigin;

  ExactOrigin(URI publicUrl) {
    this.publicOrigin = publicUrl.getScheme() + "://" + publicUrl.getAuthority();
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    String origin = request.getHeaders().getOrigin();
    // Browsers always send one; what sends none does not act on behalf of an unaware person.
    if (origin == null || origin.equals(publicOrigin) || isThisMachine(origin, request)) {
      return true;
    }
    LOG.warn("A socket of origin {} is refused: PUBLIC_URL is {}", origin, publicOrigin);
    response.setStatusCode(HttpStatus.FORBIDDEN);
    return false;
  }

  private static boolean isThisMachine(String origin, ServerHttpRequest request) {
    String host = Objects.requireNonNullElse(request.getHeaders().getFirst(HttpHeaders.HOST), "");
    String name = host.replaceFirst(":[0-9]+$", "");
    return THIS_MACHINE.contains(name) && origin.equals("http://" + host);
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception failure) {
    // Nothing was taken before that would have to be given back.
  }
}
