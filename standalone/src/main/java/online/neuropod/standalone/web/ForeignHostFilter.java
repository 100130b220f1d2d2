package online.neuropod.standalone.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses requests for names that are not this machine's. Bound to the loopback interface and with
 * development sign-in, whoever can ask is trusted; a web page of anybody's whose name leads to
 * 127.0.0.1 (DNS rebinding) must not count as such.
 */
final class ForeignHostFilter extends HttpFilter {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final int MISDIRECTED_REQUEST = 421;

  private final String ownHost;

  /**
   * A filter for the api.
   *
   * @param ownHost host of the public URL
   */
  ForeignHostFilter(String ownHost) {
    this.ownHost = ownHost;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String host = request.getServerName().toLowerCase(Locale.ROOT);
    if (LOOPBACK.contains(host) || host.equals(ownHost)) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(MISDIRECTED_REQUEST);
      response.setContentType("text/plain");
      response.getWriter().println("Nothing answers for this name here. Set PUBLIC_URL to it.");
    }
  }
}
