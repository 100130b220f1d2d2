package online.neuropod.api.audit;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Announces every write before its handler runs. All handlers are reached through here, so that
 * none can write without having been announced: where that fails, the request fails.
 */
final class AuditInterceptor implements HandlerInterceptor {
  private final Audit audit;
  private final InstantSource clock;

  AuditInterceptor(Audit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    AuditTrail trail = AuditTrail.of(request);
    if (handler instanceof HandlerMethod method
        && !trail.isAnnounced()
        && AuditedRequest.isWrite(request, method)) {
      var intent =
          AuditedRequest.entry(request, method, route(request), ids(request), clock.instant());
      audit.announce(intent);
      trail.announced(intent);
    }
    return true;
  }

  private static String route(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
  }

  private static Map<String, String> ids(HttpServletRequest request) {
    var ids = new LinkedHashMap<String, String>();
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> variables) {
      variables.forEach((name, value) -> ids.put(String.valueOf(name), String.valueOf(value)));
    }
    return ids;
  }
}
