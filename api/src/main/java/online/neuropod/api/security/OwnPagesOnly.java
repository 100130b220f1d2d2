package online.neuropod.api.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps pages of others from what reads or sets the refresh cookie. */
final class OwnPagesOnly implements HandlerInterceptor {
  private static final Logger LOG = LoggerFactory.getLogger(OwnPagesOnly.class);

  private final Origins origins;

  OwnPagesOnly(Origins origins) {
    this.origins = origins;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (!origins.isOwn(origin, request.getHeader(HttpHeaders.HOST))) {
      LOG.warn("A sign-in of origin {} is refused: {} is ours", origin, origins.publicOrigin());
      throw Refusal.of(FailureCode.FORBIDDEN);
    }
    return true;
  }
}
