package online.neuropod.simulator.edge;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request at the edge, without its body: nothing behind the edge would read it.
 *
 * @param host as in the Host header; a port in it is ignored
 * @param path beginning with a slash, without the query
 * @param query everything after the question mark, or empty
 * @param headers names in any case
 */
public record EdgeRequest(
    String method, String host, String path, String query, Map<String, String> headers) {
  public EdgeRequest {
    Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sorted.putAll(headers);
    headers = sorted;
  }

  /** A header, if it is there. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** A parameter of the query, undecoded, if it is there. */
  public Optional<String> parameter(String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return Optional.of(pair.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }

  /** A cookie, if it is there. */
  public Optional<String> cookie(String name) {
    for (String pair : header("Cookie").orElse("").split(";", -1)) {
      if (pair.strip().startsWith(name + "=")) {
        return Optional.of(pair.strip().substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }
}
