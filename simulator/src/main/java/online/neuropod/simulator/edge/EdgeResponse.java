package online.neuropod.simulator.edge;

import java.util.HashMap;
import java.util.Map;

/** An answer of the edge. */
public record EdgeResponse(int status, Map<String, String> headers, String body) {
  public EdgeResponse {
    headers = Map.copyOf(headers);
  }

  static EdgeResponse text(int status, String body) {
    return new EdgeResponse(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
  }

  static EdgeResponse html(int status, String body) {
    return new EdgeResponse(
        status,
        Map.of(
            "Content-Type", "text/html; charset=utf-8",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"),
        body);
  }

  static EdgeResponse json(int status, String body) {
    return new EdgeResponse(status, Map.of("Content-Type", "application/json"), body);
  }

  static EdgeResponse redirect(String location) {
    return new EdgeResponse(
        302, Map.of("Location", location, "Content-Type", "text/html; charset=UTF-8"), "");
  }

  EdgeResponse withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new EdgeResponse(status, more, body);
  }
}
