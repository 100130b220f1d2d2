package online.neuropod.api.live;

import java.util.Map;
import online.neuropod.api.security.Origins;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Lets in pages of the product alone. */
final class ExactOrigin implements HandshakeInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(ExactOrigin.class);

  private final Origins origins;

  ExactOrigin(Origins origins) {
    this.origins = origins;
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    String origin = request.getHeaders().getOrigin();
    if (origins.isOwn(origin, request.getHeaders().getFirst(HttpHeaders.HOST))) {
      return true;
    }
    LOG.warn("A socket of origin {} is refused: {} is ours", origin, origins.publicOrigin());
    response.setStatusCode(HttpStatus.FORBIDDEN);
    return false;
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
