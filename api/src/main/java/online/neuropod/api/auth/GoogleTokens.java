package online.neuropod.api.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.settings.ApiSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Reads Google's ID tokens: signed by one of Google's keys and by RS256 alone, made by Google, for
 * this installation, not ended, and about somebody whose address Google has verified. Google's keys
 * are kept for some minutes, asked for again when a token names another one, and used for hours
 * where Google cannot be asked.
 */
class GoogleTokens {
  private static final Logger LOG = LoggerFactory.getLogger(GoogleTokens.class);
  private static final String GOOGLE = "https://accounts.google.com";

  /** As Google's documentation names its issuer as well. */
  private static final String GOOGLE_WITHOUT_SCHEME = "accounts.google.com";

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);
  private static final Duration KEYS_KEPT = Duration.ofMinutes(15);
  private static final Duration KEYS_USED_IN_AN_OUTAGE = Duration.ofHours(6);
  private static final int MAX_KEYS_BYTES = 256 * 1024;

  private final NimbusJwtDecoder decoder;

  /** Reads tokens for this client. */
  GoogleTokens(ApiSettings.Google settings) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys(settings)));
    // Spring's validators do that, below.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    this.decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(CLOCK_SKEW),
            // That one alone accepts tokens without an end.
            new JwtClaimValidator<Object>(JwtClaimNames.EXP, Objects::nonNull),
            new JwtClaimValidator<Object>(
                JwtClaimNames.ISS, issuer -> issuers(settings).contains(String.valueOf(issuer))),
            new JwtClaimValidator<List<String>>(
                JwtClaimNames.AUD, to -> List.of(settings.clientId()).equals(to))));
  }

  private static Set<String> issuers(ApiSettings.Google settings) {
    return settings.issuer().equals(GOOGLE)
        ? Set.of(GOOGLE, GOOGLE_WITHOUT_SCHEME)
        : Set.of(settings.issuer());
  }

  private static JWKSource<SecurityContext> keys(ApiSettings.Google settings) {
    int timeout = (int) settings.timeout().toMillis();
    try {
      return JWKSourceBuilder.create(
              settings.jwksUri().toURL(),
              new DefaultResourceRetriever(timeout, timeout, MAX_KEYS_BYTES))
          .cache(KEYS_KEPT.toMillis(), 2L * timeout)
          .refreshAheadCache(false)
          .outageTolerant(KEYS_USED_IN_AN_OUTAGE.toMillis())
          .build();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException("it is an address of http", impossible);
    }
  }

  /**
   * Whom a token is about.
   *
   * @param nonce that the token must carry, where one was asked for
   * @throws Refusal if the token is not good, the address is not verified, or Google's keys cannot
   *     be had
   */
  GoogleIdentity read(String token, Optional<String> nonce) {
    Jwt jwt = decode(token);
    if (nonce.isPresent() && !nonce.get().equals(jwt.getClaimAsString("nonce"))) {
      throw Refusal.of(FailureCode.GOOGLE_TOKEN_INVALID);
    }
    String email =
        Objects.requireNonNullElse(jwt.getClaimAsString("email"), "")
            .strip()
            .toLowerCase(Locale.ROOT);
    if (jwt.getSubject() == null || jwt.getSubject().isEmpty() || !EmailAddress.isOne(email)) {
      throw Refusal.of(FailureCode.GOOGLE_TOKEN_INVALID);
    }
    if (!isTrue(jwt.getClaim("email_verified"))) {
      throw Refusal.of(FailureCode.EMAIL_NOT_VERIFIED);
    }
    return new GoogleIdentity(jwt.getSubject(), email, name(jwt));
  }

  private Jwt decode(String token) {
    try {
      return decoder.decode(token);
    } catch (BadJwtException bad) {
      LOG.debug("an ID token is refused", bad);
      throw Refusal.of(FailureCode.GOOGLE_TOKEN_INVALID);
    } catch (JwtException noKeys) {
      if (causes(noKeys).anyMatch(RateLimitReachedException.class::isInstance)) {
        // Google was asked a moment ago, and does not know the key that the token names.
        throw Refusal.of(FailureCode.GOOGLE_TOKEN_INVALID);
      }
      LOG.warn("Google's keys cannot be had", noKeys);
      throw Refusal.of(FailureCode.GOOGLE_UNAVAILABLE);
    }
  }

  /** What was thrown, and what caused it. */
  static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause);
  }

  /** Some providers write it as a text. */
  private static boolean isTrue(@Nullable Object claim) {
    return Boolean.TRUE.equals(claim) || "true".equals(claim);
  }

  private static Optional<String> name(Jwt jwt) {
    return Optional.ofNullable(jwt.getClaimAsString("name"))
        .map(name -> name.replaceAll("\\p{Cntrl}", " ").strip())
        .filter(name -> !name.isEmpty())
        .map(
            name ->
                name.length() > ProfileChange.MAX_NAME
                    ? name.substring(0, ProfileChange.MAX_NAME)
                    : name);
  }
}
