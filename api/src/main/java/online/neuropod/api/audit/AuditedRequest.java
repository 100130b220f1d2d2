package online.neuropod.api.audit;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import online.neuropod.api.answer.Trace;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.domain.audit.AuditEntry.Result;
import online.neuropod.domain.user.Role;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;

/** Reads from a request and its handler what the audit tells of them. */
final class AuditedRequest {
  private static final Set<String> READS =
      Set.of(
          HttpMethod.GET.name(),
          HttpMethod.HEAD.name(),
          HttpMethod.OPTIONS.name(),
          HttpMethod.TRACE.name());
  private static final String ROLE_PREFIX = "ROLE_";

  private AuditedRequest() {}

  /** Whether the request may write: all but GET do, unless their handler says otherwise. */
  static boolean isWrite(HttpServletRequest request, HandlerMethod handler) {
    return READS.contains(request.getMethod())
        ? handler.hasMethodAnnotation(Audited.class)
        : !handler.hasMethodAnnotation(WritesNothing.class);
  }

  /**
   * The name of what a handler does, such as {@code pods.create}: its tag and method, as the
   * operation ids of the description are made of.
   */
  static String action(HandlerMethod handler) {
    Tag tag = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Tag.class);
    if (tag == null) {
      throw new IllegalStateException("a controller without a tag: " + handler.getBeanType());
    }
    return tag.name() + "." + handler.getMethod().getName();
  }

  /** An entry of what is about to be done. */
  static AuditEntry entry(
      HttpServletRequest request,
      HandlerMethod handler,
      String route,
      Map<String, String> subjects,
      Instant now) {
    return new AuditEntry(
        UUID.randomUUID().toString(),
        now.truncatedTo(ChronoUnit.MILLIS),
        person().map(Authentication::getName),
        person().flatMap(AuditedRequest::role),
        action(handler),
        request.getMethod(),
        route,
        subjects,
        Map.of(),
        request.getRemoteAddr(),
        Trace.of(request),
        Result.unknown());
  }

  /** Who is signed in; their name is their id. */
  static Optional<Authentication> person() {
    return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
        .filter(Authentication::isAuthenticated)
        .filter(known -> !(known instanceof AnonymousAuthenticationToken));
  }

  private static Optional<Role> role(Authentication person) {
    return Stream.of(Role.values())
        .filter(
            role ->
                person.getAuthorities().stream()
                    .anyMatch(each -> (ROLE_PREFIX + role.name()).equals(each.getAuthority())))
        .findFirst();
  }
}
