package online.neuropod.api.security;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.settings.SettingFault;
import online.neuropod.domain.user.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
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
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Makes access tokens and reads them. Who a token stands for is {@link Accounts}' to say. */
public final class AccessTokens {
  /** The claim with {@link User#version()}. */
  static final String VERSION = "ver";

  private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
  private static final int SECRET_BYTES = 32;

  private final ApiSettings.Jwt settings;
  private final JwtEncoder encoder;
  private final JwtDecoder decoder;

  /**
   * Signs with the configured secret.
   *
   * @throws SettingFault if there is none outside development
   */
  public AccessTokens(ApiSettings settings) {
    this.settings = settings.jwt();
    SecretKey key = key(settings);
    this.encoder = new NimbusJwtEncoder(new ImmutableSecret<>(key));
    this.decoder = decoder(key, settings.jwt());
  }

  private static SecretKey key(ApiSettings settings) {
    byte[] secret = settings.jwt().secret().getBytes(StandardCharsets.UTF_8);
    if (secret.length == 0) {
      if (!settings.auth().developmentLogin()) {
        throw new SettingFault(
            "JWT_SECRET", "neuropod.jwt.secret", "is missing; it must have at least 32 bytes");
      }
      LOG.warn("No JWT_SECRET: tokens are signed with a random one, and end with this process");
      secret = new byte[SECRET_BYTES];
      new SecureRandom().nextBytes(secret);
    }
    return new SecretKeySpec(secret, "HmacSHA256");
  }

  private static JwtDecoder decoder(SecretKey key, ApiSettings.Jwt settings) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(CLOCK_SKEW),
            new JwtIssuerValidator(settings.issuer()),
            new JwtClaimValidator<List<String>>(
                "aud", to -> to != null && to.contains(settings.audience()))));
    return decoder;
  }

  /** A token of a person, good from {@code now} for as long as configured. */
  public Jwt issue(User user, Instant now) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(settings.issuer())
            .audience(List.of(settings.audience()))
            .subject(user.id())
            .claim("role", user.role().wire())
            .claim(VERSION, user.version())
            .issuedAt(now)
            .expiresAt(now.plus(settings.expire()))
            .build();
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
    return encoder.encode(JwtEncoderParameters.from(header, claims));
  }

  /** Reads and checks tokens: signature, issuer, audience, time. */
  public JwtDecoder decoder() {
    return decoder;
  }
}
