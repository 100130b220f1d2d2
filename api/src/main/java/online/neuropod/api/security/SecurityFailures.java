package online.neuropod.api.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Refusal;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Gives what security refuses the shape of every other failure. */
final class SecurityFailures
    implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {
  private final Failures failures;

  SecurityFailures(Failures failures) {
    this.failures = failures;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    if (refused instanceof AccountStatusException) {
      failures.write(Refusal.of(FailureCode.ACCOUNT_SUSPENDED), request, response);
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    failures.write(Refusal.of(FailureCode.UNAUTHENTICATED), request, response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    failures.write(Refusal.of(FailureCode.FORBIDDEN), request, response);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
      throws IOException {
    failures.write(Refusal.of(FailureCode.BAD_REQUEST), request, response);
  }
}
