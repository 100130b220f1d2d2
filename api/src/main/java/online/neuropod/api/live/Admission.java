package online.neuropod.api.live;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.live.Connection.SignedIn;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.security.Accounts.Standing;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.user.User;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/** Tells who a token stands for, by the same rules as for requests. */
final class Admission {
  private final JwtDecoder decoder;
  private final Accounts accounts;

  Admission(JwtDecoder decoder, Accounts accounts) {
    this.decoder = decoder;
    this.accounts = accounts;
  }

  /**
   * The person of a token.
   *
   * @param wanted the language that the client asks for; else it is the person's own
   * @param otherwise the language of people who have not said which
   * @throws Refusal if it is not good, or the person is suspended
   */
  SignedIn admit(String token, Optional<Language> wanted, Language otherwise) {
    Jwt jwt = decode(token);
    return switch (accounts.standing(jwt)) {
      case Standing.Good good -> {
        User user = good.user();
        Language language = wanted.or(() -> user.language().map(Language::of)).orElse(otherwise);
        yield new SignedIn(new Viewer(user, language, good.sessionId()), expiry(jwt));
      }
      case Standing.Suspended _ -> throw Refusal.of(FailureCode.ACCOUNT_SUSPENDED);
      case Standing.Invalid _ -> throw Refusal.of(FailureCode.UNAUTHENTICATED);
    };
  }

  private Jwt decode(String token) {
    try {
      return decoder.decode(token);
    } catch (JwtException notGood) {
      throw Refusal.of(FailureCode.UNAUTHENTICATED);
    }
  }

  private static Instant expiry(Jwt jwt) {
    return Objects.requireNonNull(jwt.getExpiresAt(), "every token that is issued expires");
  }
}
