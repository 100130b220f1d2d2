package online.neuropod.api.limits;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses who asks too much, of what costs something: not files, and not who looks for health. */
abstract class LimitFilter extends OncePerRequestFilter {
  private static final RequestMatcher COUNTED =
      new OrRequestMatcher(withDefaults().matcher("/api/**"), withDefaults().matcher("/ws"));
  private static final RequestMatcher HEALTH = withDefaults().matcher("/api/health");
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

  private final Failures failures;

  LimitFilter(Failures failures) {
    this.failures = failures;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !COUNTED.matches(request) || HEALTH.matches(request);
  }

  static boolean isRead(HttpServletRequest request) {
    return READS.contains(request.getMethod());
  }

  /** Answers with a 429 that says when to come back. */
  void refuse(Duration wait, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String seconds = String.valueOf(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    response.setHeader(HttpHeaders.RETRY_AFTER, seconds);
    var refusal = Refusal.of(FailureCode.RATE_LIMITED, Map.of("seconds", seconds));
    failures.write(refusal, request, response);
  }
}
