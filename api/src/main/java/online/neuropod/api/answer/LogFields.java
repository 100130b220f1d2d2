package online.neuropod.api.answer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Names in every line of the log who asks, and about which pod, where that is known. */
public final class LogFields implements AsyncHandlerInterceptor, WebMvcConfigurer {
  private static final String USER = "userId";
  private static final String POD = "podId";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Optional.ofNullable(request.getUserPrincipal())
        .map(Principal::getName)
        .ifPresent(id -> MDC.put(USER, id));
    pod(request).ifPresent(id -> MDC.put(POD, id));
    return true;
  }

  private static Optional<String> pod(HttpServletRequest request) {
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return String.valueOf(route).contains("/pods/{id}")
            && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables
        ? Optional.ofNullable(variables.get("id")).map(Object::toString)
        : Optional.empty();
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    clear();
  }

  @Override
  public void afterConcurrentHandlingStarted(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    clear();
  }

  private static void clear() {
    MDC.remove(USER);
    MDC.remove(POD);
  }
}
