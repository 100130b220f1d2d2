package online.neuropod.api.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Refusal;
import online.neuropod.domain.audit.AuditEntry.Result;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells what came of every write. Stands behind the filters that find out who asks, and before
 * those that decide whether they may, so that what is refused to somebody is told as well.
 */
public final class AuditFilter extends OncePerRequestFilter {
  private final Audit audit;
  private final RefusedWrites refused;

  /** Tells it to this audit. */
  public AuditFilter(Audit audit, RefusedWrites refused) {
    this.audit = audit;
    this.refused = refused;
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Result> thrown = Optional.of(Result.of(500, Optional.empty()));
    try {
      chain.doFilter(request, response);
      thrown = Optional.empty();
    } catch (RuntimeException failure) {
      Refusal refusal = Failures.refusal(failure);
      thrown = Optional.of(result(refusal));
      throw failure;
    } finally {
      if (!isAsyncStarted(request)) {
        tell(request, thrown.orElseGet(() -> answered(request, response)));
      }
    }
  }

  private static Result result(Refusal refusal) {
    return Result.of(refusal.code().status().value(), Optional.of(refusal.code().name()));
  }

  private static Result answered(HttpServletRequest request, HttpServletResponse response) {
    return Result.of(response.getStatus(), Failures.codeOf(request));
  }

  private void tell(HttpServletRequest request, Result result) {
    AuditTrail trail = AuditTrail.of(request);
    trail
        .ended(result)
        .or(() -> refused.entry(request).map(entry -> trail.ended(entry, result)))
        .ifPresent(audit::tell);
  }
}
