package online.neuropod.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class HostCookieTest {
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void withHttpsNoOtherHostCanSetIt() {
    HostCookie.refresh(URI.create("https://app.example.com"))
        .set(response, "token", Duration.ofDays(1));

    assertThat(response.getHeader("Set-Cookie"))
        .startsWith("__Host-neuropod-refresh=token; Path=/; Max-Age=86400;")
        .contains("; Secure", "; HttpOnly", "; SameSite=Strict")
        .doesNotContain("Domain");
  }

  @Test
  void withoutHttpsItIsAnOrdinaryOne() {
    HostCookie.google(URI.create("http://localhost:3000")).clear(response);

    assertThat(response.getHeader("Set-Cookie"))
        .startsWith("neuropod-google=; Path=/; Max-Age=0;")
        .contains("; HttpOnly", "; SameSite=Lax")
        .doesNotContain("Secure");
  }

  @Test
  void anotherNameIsAnotherCookie() {
    var request = new MockHttpServletRequest();
    HostCookie cookie = HostCookie.refresh(URI.create("https://app.example.com"));
    assertThat(cookie.read(request)).isEmpty();

    request.setCookies(new Cookie("neuropod-refresh", "planted"));
    assertThat(cookie.read(request)).isEmpty();

    request.setCookies(new Cookie("__Host-neuropod-refresh", "own"));
    assertThat(cookie.read(request)).contains("own");
  }
}
