package online.neuropod.api.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import online.neuropod.api.answer.Failures;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Limits what one person asks, wherever they ask from. Stands behind the check of tokens. */
public final class UserLimitFilter extends LimitFilter {
  private final RateLimits limits;

  /** Asks these limits. */
  public UserLimitFilter(RateLimits limits, Failures failures) {
    super(failures);
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    Optional<Duration> wait =
        person == null
            ? Optional.empty()
            : limits.take(
                isRead(request) ? Allowance.USER_READS : Allowance.USER_WRITES, person.getName());
    if (wait.isPresent()) {
      refuse(wait.get(), request, response);
      return;
    }
    chain.doFilter(request, response);
  }
}
