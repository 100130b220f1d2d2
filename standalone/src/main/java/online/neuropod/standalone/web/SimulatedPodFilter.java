package online.neuropod.standalone.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import online.neuropod.simulator.edge.EdgeRequest;
import online.neuropod.simulator.edge.EdgeResponse;
import online.neuropod.simulator.edge.SimulatedEdge;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is for a host below the pods' domain, as an edge before the api would: with the
 * simulated pod, or with its 404 where there is none. The api never sees such a request.
 */
final class SimulatedPodFilter extends HttpFilter {
  static final String NO_WEBSOCKET =
      "This pod is simulated and answers plain HTTP alone, no WebSocket.\n";

  private final SimulatedEdge edge;
  private final String domainSuffix;
  private final String ownHost;

  /**
   * A filter before everything else.
   *
   * @param domain of the pods
   * @param ownHost that of the api, which may be below the pods' domain
   */
  SimulatedPodFilter(SimulatedEdge edge, String domain, String ownHost) {
    this.edge = edge;
    this.domainSuffix = "." + domain;
    this.ownHost = ownHost;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String host = request.getServerName().toLowerCase(Locale.ROOT);
    if (!host.endsWith(domainSuffix) || host.equals(ownHost)) {
      chain.doFilter(request, response);
    } else if (isWebSocket(request.getHeader("Upgrade"))) {
      response.setContentType("text/plain");
      write(response, HttpServletResponse.SC_NOT_IMPLEMENTED, NO_WEBSOCKET);
    } else {
      EdgeResponse answer = edge.handle(toEdge(request));
      answer.headers().forEach(response::setHeader);
      write(response, answer.status(), answer.body());
    }
  }

  /** Whether a header {@code Upgrade} asks for a WebSocket, and not for HTTP/2 as some clients. */
  static boolean isWebSocket(@Nullable String upgrade) {
    return "websocket".equalsIgnoreCase(upgrade);
  }

  private static EdgeRequest toEdge(HttpServletRequest request) {
    Map<String, String> headers =
        Collections.list(request.getHeaderNames()).stream()
            .collect(Collectors.toMap(name -> name, request::getHeader));
    return new EdgeRequest(
        request.getMethod(),
        request.getServerName(),
        request.getRequestURI(),
        Objects.requireNonNullElse(request.getQueryString(), ""),
        headers);
  }

  private static void write(HttpServletResponse response, int status, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentLength(bytes.length);
    // The container leaves it out where the request was a HEAD.
    response.getOutputStream().write(bytes);
  }
}
