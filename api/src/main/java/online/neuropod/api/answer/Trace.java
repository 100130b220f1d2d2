package online.neuropod.api.answer;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id that a person can tell an operator, who finds the request's log lines by it. Of the form
 * of W3C Trace Context, whose header is taken over where a caller sends it.
 */
public final class Trace {
  /** Key of the logs' context. */
  static final String MDC_KEY = "traceId";

  private static final String ATTRIBUTE = Trace.class.getName();
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private Trace() {}

  /** The id of a request; the same at every call. */
  public static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String known) {
      return known;
    }
    String id =
        Optional.ofNullable(request.getHeader("traceparent"))
            .map(TRACEPARENT::matcher)
            .filter(Matcher::matches)
            .map(header -> header.group(1))
            .orElseGet(Trace::fresh);
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }

  /** The request belongs to this trace. */
  static void set(HttpServletRequest request, String id) {
    request.setAttribute(ATTRIBUTE, id);
  }

  /** A new id. */
  public static String fresh() {
    byte[] id = new byte[BYTES];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
