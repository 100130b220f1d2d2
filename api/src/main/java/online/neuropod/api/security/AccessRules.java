package online.neuropod.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthenticatedAuthorizationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.SingleResultAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Whom each address answers, read off the handlers, which say it by {@link OpenTo}. What has no
 * handler is closed to strangers below {@code /api}, so that addresses cannot be probed, and open
 * elsewhere: there are the pages.
 */
public final class AccessRules implements AuthorizationManager<RequestAuthorizationContext> {
  private static final PathPattern API = PathPatternParser.defaultInstance.parse("/api/**");
  // Files, not handlers.
  private static final PathPattern DOCUMENTATION =
      PathPatternParser.defaultInstance.parse("/api/docs/**");
  private static final Map<Audience, AuthorizationManager<RequestAuthorizationContext>> MANAGERS =
      Map.of(
          Audience.EVERYBODY,
          SingleResultAuthorizationManager.permitAll(),
          Audience.SIGNED_IN,
          AuthenticatedAuthorizationManager.authenticated(),
          Audience.ADMINISTRATORS,
          AuthorityAuthorizationManager.hasRole("ADMIN"));

  private final List<Rule> rules;

  private record Rule(PathPattern path, Set<RequestMethod> methods, Audience audience) {
    boolean takes(String method) {
      // A HEAD is answered by the handler of GET.
      String asked = method.equals("HEAD") ? "GET" : method;
      return methods.isEmpty() || methods.stream().anyMatch(each -> each.name().equals(asked));
    }
  }

  /**
   * Reads the rules.
   *
   * @throws IllegalStateException if a handler of the API says nothing, or two of one address say
   *     different things
   */
  public AccessRules(Map<RequestMappingInfo, HandlerMethod> handlers) {
    var read = new ArrayList<Rule>();
    handlers.forEach((address, handler) -> read.addAll(rules(address, handler)));
    read.sort(Comparator.comparing(Rule::path));
    requireOneVoice(read);
    this.rules = List.copyOf(read);
  }

  private static List<Rule> rules(RequestMappingInfo address, HandlerMethod handler) {
    var condition = address.getPathPatternsCondition();
    if (condition == null) {
      return List.of();
    }
    return condition.getPatterns().stream()
        .filter(path -> path.getPatternString().startsWith("/api"))
        .map(path -> new Rule(path, address.getMethodsCondition().getMethods(), required(handler)))
        .toList();
  }

  private static Audience required(HandlerMethod handler) {
    return of(handler)
        .orElseThrow(
            () -> new IllegalStateException(handler + " says by no @OpenTo whom it answers"));
  }

  /** Whom a handler says that it answers. */
  public static Optional<Audience> of(HandlerMethod handler) {
    OpenTo own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), OpenTo.class);
    OpenTo said =
        own == null
            ? AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), OpenTo.class)
            : own;
    return Optional.ofNullable(said).map(OpenTo::value);
  }

  /** Which of two handlers answers may depend on headers; who is allowed may not. */
  private static void requireOneVoice(List<Rule> rules) {
    for (Rule rule : rules) {
      for (RequestMethod method : rule.methods()) {
        boolean contradicted =
            rules.stream()
                .filter(other -> other.path().equals(rule.path()) && other.takes(method.name()))
                .anyMatch(other -> other.audience() != rule.audience());
        if (contradicted) {
          throw new IllegalStateException(
              "handlers of " + method + " " + rule.path() + " say different audiences by @OpenTo");
        }
      }
    }
  }

  /** Whom the address of a request answers. Where it knows other methods only, any of theirs. */
  Audience audience(HttpServletRequest request) {
    PathContainer path = path(request);
    if (!API.matches(path) || DOCUMENTATION.matches(path)) {
      return Audience.EVERYBODY;
    }
    List<Rule> ofAddress = rules.stream().filter(rule -> rule.path().matches(path)).toList();
    return ofAddress.stream()
        .filter(rule -> rule.takes(request.getMethod()))
        .map(Rule::audience)
        .findFirst()
        .or(() -> ofAddress.stream().map(Rule::audience).min(Comparator.naturalOrder()))
        .orElse(Audience.SIGNED_IN);
  }

  private static PathContainer path(HttpServletRequest request) {
    return (ServletRequestPathUtils.hasParsedRequestPath(request)
            ? ServletRequestPathUtils.getParsedRequestPath(request)
            : ServletRequestPathUtils.parse(request))
        .pathWithinApplication();
  }

  @Override
  public @Nullable AuthorizationResult authorize(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext context) {
    return manager(audience(context.getRequest())).authorize(who, context);
  }

  private static AuthorizationManager<RequestAuthorizationContext> manager(Audience audience) {
    var manager = MANAGERS.get(audience);
    if (manager == null) {
      throw new IllegalStateException("every audience has its manager");
    }
    return manager;
  }
}
