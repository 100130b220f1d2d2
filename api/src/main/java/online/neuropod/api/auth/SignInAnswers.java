package online.neuropod.api.auth;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.audit.AuditTrail;
import online.neuropod.api.auth.Sessions.Held;
import online.neuropod.domain.user.Session.Client;
import online.neuropod.domain.user.User;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;

/** Answers every sign-in alike: the access token in the body, the refresh token in a cookie. */
class SignInAnswers {
  private final WalletStore wallets;
  private final HostCookie cookie;

  /** For a product at this address. */
  SignInAnswers(WalletStore wallets, URI publicUrl) {
    this.wallets = wallets;
    this.cookie = HostCookie.refresh(publicUrl);
  }

  /**
   * A person who is signed in.
   *
   * @param token for the {@code Authorization: Bearer} header and the socket's first frame
   * @param expiresAt until when it is good
   * @param user whom it stands for
   */
  @Schema(name = "SignedIn")
  public record SignedIn(String token, Instant expiresAt, UserView user) {}

  /** Where a request comes from. */
  static Client client(HttpServletRequest request) {
    String device = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
    return new Client(device.replaceAll("\\p{Cntrl}", " "), request.getRemoteAddr());
  }

  /** The refresh token that a request brings. */
  Optional<String> refreshToken(HttpServletRequest request) {
    return cookie.read(request);
  }

  /** The answer, with its cookie. */
  Answer<SignedIn> signedIn(Held held, HttpServletRequest request, HttpServletResponse response) {
    keep(held, request, response);
    return Answer.of(
        new SignedIn(held.access().getTokenValue(), expiry(held.access()), view(held.user())));
  }

  /** The cookie alone. */
  void keep(Held held, HttpServletRequest request, HttpServletResponse response) {
    AuditTrail.of(request).by(held.user());
    cookie.set(response, held.refresh(), held.lasts());
  }

  /** Takes the cookie away. */
  void clear(HttpServletResponse response) {
    cookie.clear(response);
  }

  static Instant expiry(Jwt token) {
    return Objects.requireNonNull(token.getExpiresAt(), "every token that is issued expires");
  }

  UserView view(User user) {
    return UserView.of(user, wallets.find(user.id()));
  }
}
