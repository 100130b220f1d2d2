package online.neuropod.api.answer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Stands before everything else: names the request in the logs and in the answer, refuses bodies
 * that are too large, and gives what filters throw the shape of every other failure.
 */
public final class TraceFilter extends OncePerRequestFilter {
  /** Header of every answer. */
  public static final String HEADER = "X-Trace-Id";

  private final HandlerExceptionResolver resolver;

  /** Hands what filters throw to the resolver of the controllers. */
  public TraceFilter(HandlerExceptionResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
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
