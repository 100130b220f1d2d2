package online.neuropod.api.limits;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import online.neuropod.api.answer.Failures;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Limits what comes from one address, before anything is known of who asks; strictly where
 * passwords and tokens are tried. A sign-in that succeeds does not count, so that an office behind
 * one address can start its day; a registration does, since each makes a person.
 */
public final class AddressLimitFilter extends LimitFilter {
  private static final RequestMatcher REGISTRATION =
      withDefaults().matcher(HttpMethod.POST, "/api/auth/register");
  private static final RequestMatcher SIGN_IN =
      new OrRequestMatcher(
          REGISTRATION,
          withDefaults().matcher(HttpMethod.POST, "/api/auth/google"),
          withDefaults().matcher(HttpMethod.GET, "/api/auth/google/callback"),
          withDefaults().matcher(HttpMethod.POST, "/api/auth/login"),
          withDefaults().matcher(HttpMethod.POST, "/api/auth/mock-login"),
          withDefaults().matcher(HttpMethod.POST, "/api/auth/refresh"));

  private final RateLimits limits;

  /** Asks these limits. */
  public AddressLimitFilter(RateLimits limits, Failures failures) {
    super(failures);
    this.limits = limits;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = Addresses.network(request.getRemoteAddr());
    boolean signsIn = SIGN_IN.matches(request);
    Optional<Duration> wait =
        limits
            .take(isRead(request) ? Allowance.ADDRESS_READS : Allowance.ADDRESS_WRITES, address)
            .or(() -> signsIn ? limits.take(Allowance.SIGN_IN, address) : Optional.empty());
    if (wait.isPresent()) {
      refuse(wait.get(), request, response);
      return;
    }
    chain.doFilter(request, response);
    if (signsIn && response.getStatus() < 400 && !REGISTRATION.matches(request)) {
      limits.giveBack(Allowance.SIGN_IN, address);
    }
  }
}
