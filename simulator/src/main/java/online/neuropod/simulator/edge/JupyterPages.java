package online.neuropod.simulator.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What a JupyterLab answers, as far as one can tell from outside: pages and API ask for the token,
 * a token in the query opens a session with a cookie.
 */
final class JupyterPages {
  private static final String COOKIE = "username-simulated";

  private final Page page;
  private final String token;

  JupyterPages(Page page, String token) {
    this.page = page;
    this.token = token;
  }

  EdgeResponse answer(EdgeRequest request) {
    String path = request.path();
    if (path.equals("/api")) {
      return EdgeResponse.json(200, "{\"version\": \"2.17.0\"}");
    }
    if (path.equals("/login")) {
      return EdgeResponse.html(200, page.login());
    }
    if (!isKnown(request)) {
      return path.startsWith("/api/")
          ? EdgeResponse.json(403, "{\"message\": \"Forbidden\", \"reason\": null}")
          : EdgeResponse.redirect("/login?next=" + path.replace("/", "%2F"));
    }
    EdgeResponse answer =
        switch (path) {
          case "/" -> EdgeResponse.redirect("/lab?");
          case "/api/status" ->
              EdgeResponse.json(
                  200,
                  "{\"started\": \"2026-01-01T00:00:00Z\", \"last_activity\":"
                      + " \"2026-01-01T00:00:00Z\", \"connections\": 0, \"kernels\": 0}");
          case "/api/kernels", "/api/sessions", "/api/terminals" -> EdgeResponse.json(200, "[]");
          default ->
              path.startsWith("/lab") || path.startsWith("/tree") || path.startsWith("/notebooks")
                  ? EdgeResponse.html(200, page.jupyter())
                  : EdgeResponse.json(404, "{\"message\": \"Not Found\", \"reason\": null}");
        };
    return request.parameter("token").isPresent()
        ? answer.withHeader("Set-Cookie", COOKIE + "=" + token + "; HttpOnly; Path=/; SameSite=Lax")
        : answer;
  }

  private boolean isKnown(EdgeRequest request) {
    Optional<String> header =
        request
            .header("Authorization")
            .filter(value -> value.startsWith("token ") || value.startsWith("Bearer "))
            .map(value -> value.substring(value.indexOf(' ') + 1).strip());
    return token.isEmpty()
        || request
            .parameter("token")
            .or(() -> header)
            .or(() -> request.cookie(COOKIE))
            .filter(this::fits)
            .isPresent();
  }

  private boolean fits(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
