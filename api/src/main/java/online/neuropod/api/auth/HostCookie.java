package online.neuropod.api.auth;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie of this very host. Where the product is reached by https its name begins with {@code
 * __Host-}: browsers take such a one from this host alone, so that no pod on a host below can plant
 * another. No script reads it.
 */
final class HostCookie {
  private final String name;
  private final boolean secure;
  private final String sameSite;

  private HostCookie(String name, String sameSite, URI publicUrl) {
    this.secure = "https".equalsIgnoreCase(publicUrl.getScheme());
    this.name = secure ? "__Host-" + name : name;
    this.sameSite = sameSite;
  }

  /** The one with the refresh token: no page of another site makes a browser send it. */
  static HostCookie refresh(URI publicUrl) {
    return new HostCookie("neuropod-refresh", "Strict", publicUrl);
  }

  /** The one that goes along on the way over Google's page, and comes back from there. */
  static HostCookie google(URI publicUrl) {
    return new HostCookie("neuropod-google", "Lax", publicUrl);
  }

  /** What a request brings. */
  Optional<String> read(HttpServletRequest request) {
    return Optional.ofNullable(request.getCookies())
        .map(Arrays::stream)
        .orElseGet(Stream::empty)
        .filter(cookie -> cookie.getName().equals(name))
        .map(Cookie::getValue)
        .findFirst();
  }

  /** Sets it for so long. */
  void set(HttpServletResponse response, String value, Duration age) {
    ResponseCookie cookie =
        ResponseCookie.from(name, value)
            .httpOnly(true)
            .secure(secure)
            .sameSite(sameSite)
            // As __Host- demands.
            .path("/")
            .maxAge(age)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  /** Removes it. */
  void clear(HttpServletResponse response) {
    set(response, "", Duration.ZERO);
  }
}
