package online.neuropod.api.security;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Makes access tokens and reads them. Who a token stands for is {@link Accounts}' to say. */
public final class AccessTokens {
  /** The claim with {@link User#version()}. */
  static final String VERSION = "ver";

  /** The claim with the id of the session. */
  static final String SESSION = "sid";

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

  private final ApiSettings.Jwt settings;
  private final JwsHeader header;
  private final JwtEncoder encoder;
  private final JwtDecoder decoder;

  /** Signs with this key. */
  public AccessTokens(SigningKey key, ApiSettings.Jwt settings) {
    this.settings = settings;
    this.header = JwsHeader.with(key.algorithm()).build();
    this.encoder = key.encoder();
    this.decoder = decoder(key, settings);
  }

  private static JwtDecoder decoder(SigningKey key, ApiSettings.Jwt settings) {
    NimbusJwtDecoder decoder = key.decoder();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(CLOCK_SKEW),
            new JwtIssuerValidator(settings.issuer()),
            new JwtClaimValidator<List<String>>(
                "aud", to -> to != null && to.contains(settings.audience()))));
    return decoder;
  }

  /** A token of a person in a session, good from {@code now} for as long as configured. */
  public Jwt issue(User user, String sessionId, Instant now) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(settings.issuer())
            .audience(List.of(settings.audience()))
            .subject(user.id())
            .claim("role", user.role().wire())
            .claim(VERSION, user.version())
            .claim(SESSION, sessionId)
            .issuedAt(now)
            .expiresAt(now.plus(settings.expire()))
            .build();
    return encoder.encode(JwtEncoderParameters.from(header, claims));
  }

  /** The session of a token; null where it was made without one. */
  public static @Nullable String session(Jwt token) {
    return token.getClaimAsString(SESSION);
  }

  /** Reads and checks tokens: signature, issuer, audience, time. */
  public JwtDecoder decoder() {
    return decoder;
  }
}
