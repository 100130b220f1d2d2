package online.neuropod.api.answer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import online.neuropod.telemetry.Traces;
import online.neuropod.telemetry.Traces.Work;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Stands before everything else: names the request in the logs and in the answer, refuses bodies
 * that are too large, and gives what filters throw the shape of every other failure. Where traces
 * are kept, the name is the trace's.
 */
public final class TraceFilter extends OncePerRequestFilter {
  /** Header of every answer. */
  public static final String HEADER = "X-Trace-Id";

  private final HandlerExceptionResolver resolver;
  private final Traces traces;

  /** Hands what filters throw to the resolver of the controllers. */
  public TraceFilter(HandlerExceptionResolver resolver, Traces traces) {
    this.resolver = resolver;
    this.traces = traces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var caller = Optional.ofNullable(request.getHeader("traceparent"));
    try (Work work = traces.serve(request.getMethod(), caller)) {
      work.traceId().ifPresent(id -> Trace.set(request, id));
      serve(request, response, chain);
      describe(work, request, response);
    }
  }

  private static void describe(
      Work work, HttpServletRequest request, HttpServletResponse response) {
    work.say("http.request.method", request.getMethod());
    work.say("http.response.status_code", response.getStatus());
    Optional.ofNullable(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
        .ifPresent(
            route -> {
              work.name(request.getMethod() + " " + route);
              work.say("http.route", route.toString());
            });
    if (response.getStatus() >= 500) {
      work.failed();
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String trace = Trace.of(request);
    response.setHeader(HEADER, trace);
    try (var _ = MDC.putCloseable(Trace.MDC_KEY, trace)) {
      chain.doFilter(BodyLimit.on(request), response);
    } catch (RuntimeException thrown) {
      // Whatever a filter throws, such as security's questions to a store that is away, would end
      // as the container's HTML page.
      if (response.isCommitted()
          || resolver.resolveException(request, response, null, thrown) == null) {
        throw thrown;
      }
    }
  }
}
