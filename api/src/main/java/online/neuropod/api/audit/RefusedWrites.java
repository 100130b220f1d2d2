package online.neuropod.api.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import online.neuropod.domain.audit.AuditEntry;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Writes that security refused to somebody who is signed in, before any handler was looked for. Of
 * those whom nobody knows nothing is told: they changed nothing, and anybody could fill the audit.
 */
public final class RefusedWrites {
  private final Supplier<RequestMappingHandlerMapping> mapping;
  private final InstantSource clock;

  /** Looks for what would have answered in this mapping. */
  public RefusedWrites(Supplier<RequestMappingHandlerMapping> mapping, InstantSource clock) {
    this.mapping = mapping;
    this.clock = clock;
  }

  /** What was to be written; empty where nothing would have been. */
  Optional<AuditEntry> entry(HttpServletRequest request) {
    return AuditedRequest.person().isEmpty()
        ? Optional.empty()
        : mapping.get().getHandlerMethods().entrySet().stream()
            .flatMap(handler -> match(request, handler.getKey(), handler.getValue()))
            .findFirst();
  }

  private Stream<AuditEntry> match(
      HttpServletRequest request, RequestMappingInfo info, HandlerMethod handler) {
    var patterns = info.getPathPatternsCondition();
    if (patterns == null
        || info.getMethodsCondition().getMatchingCondition(request) == null
        || !AuditedRequest.isWrite(request, handler)) {
      return Stream.empty();
    }
    PathContainer path = path(request);
    return patterns.getPatterns().stream()
        .flatMap(
            pattern ->
                Optional.ofNullable(pattern.matchAndExtract(path)).stream()
                    .map(match -> entry(request, handler, pattern, match.getUriVariables())));
  }

  private AuditEntry entry(
      HttpServletRequest request,
      HandlerMethod handler,
      PathPattern pattern,
      Map<String, String> ids) {
    return AuditedRequest.entry(request, handler, pattern.getPatternString(), ids, clock.instant());
  }

  private static PathContainer path(HttpServletRequest request) {
    return ServletRequestPathUtils.hasParsedRequestPath(request)
        ? ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication()
        : ServletRequestPathUtils.parseAndCache(request).pathWithinApplication();
  }
}
