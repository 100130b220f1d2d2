package online.neuropod.api.security;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.settings.SettingFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** The key of this installation's api processes: it signs tokens, and makes other keys. */
public sealed interface SigningKey {
  /** By which algorithm tokens are signed. */
  JwsAlgorithm algorithm();

  /** Signs tokens. */
  JwtEncoder encoder();

  /** Reads tokens that this key has signed by its one algorithm, and no others. */
  NimbusJwtDecoder decoder();

  /**
   * A key of 32 bytes for a purpose of its own: who knows it knows neither this key nor those of
   * other purposes.
   */
  SecretKey derived(String purpose);

  /**
   * The configured key.
   *
   * @throws SettingFault if there is none outside development, or it is none
   */
  static SigningKey of(ApiSettings settings) {
    if (!settings.jwt().privateKey().isEmpty()) {
      return KeyPair.read(settings.jwt().privateKey());
    }
    byte[] secret = settings.jwt().secret().getBytes(StandardCharsets.UTF_8);
    return new Secret(
        new SecretKeySpec(secret.length == 0 ? Secret.random(settings) : secret, "HmacSHA256"));
  }

  private static SecretKey hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new SecretKeySpec(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), "HmacSHA256");
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HmacSHA256", absent);
    }
  }

  /**
   * A secret that signs by HS256.
   *
   * @param key at least 32 bytes
   */
  record Secret(SecretKey key) implements SigningKey {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKey.class);
    private static final int BYTES = 32;

    private static byte[] random(ApiSettings settings) {
      if (!settings.auth().developmentLogin()) {
        throw new SettingFault(
            "JWT_SECRET", "neuropod.jwt.secret", "is missing; it must have at least 32 bytes");
      }
      LOG.warn("No JWT_SECRET: tokens are signed with a random one, and end with this process");
      byte[] secret = new byte[BYTES];
      new SecureRandom().nextBytes(secret);
      return secret;
    }

    @Override
    public JwsAlgorithm algorithm() {
      return MacAlgorithm.HS256;
    }

    @Override
    public JwtEncoder encoder() {
      return new NimbusJwtEncoder(new ImmutableSecret<>(key));
    }

    @Override
    public NimbusJwtDecoder decoder() {
      return NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
    }

    @Override
    public SecretKey derived(String purpose) {
      return hmac(key.getEncoded(), purpose);
    }
  }

  /**
   * A pair that signs by RS256.
   *
   * @param privateKey signs
   * @param publicKey reads
   */
  record KeyPair(RSAPrivateKey privateKey, RSAPublicKey publicKey) implements SigningKey {
    private static final int MIN_BITS = 2048;

    private static KeyPair read(String given) {
      try {
        byte[] pem =
            given.startsWith("-----") ? given.getBytes(StandardCharsets.UTF_8) : file(given);
        RSAPrivateKey key = RsaKeyConverters.pkcs8().convert(new ByteArrayInputStream(pem));
        if (!(key instanceof RSAPrivateCrtKey full)) {
          throw fault("is no RSA key in PEM (PKCS #8)");
        }
        if (full.getModulus().bitLength() < MIN_BITS) {
          throw fault(
              "must have at least " + MIN_BITS + " bits, but has " + full.getModulus().bitLength());
        }
        var open = new RSAPublicKeySpec(full.getModulus(), full.getPublicExponent());
        return new KeyPair(full, (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(open));
      } catch (IllegalArgumentException | IllegalStateException | GeneralSecurityException none) {
        // The cause may show parts of the key.
        throw none instanceof SettingFault fault ? fault : fault("is no RSA key in PEM (PKCS #8)");
      }
    }

    private static byte[] file(String path) {
      try {
        return Files.readAllBytes(Path.of(path));
      } catch (IOException | InvalidPathException unreadable) {
        throw fault("is neither PEM nor a file that can be read");
      }
    }

    private static SettingFault fault(String fault) {
      return new SettingFault("JWT_PRIVATE_KEY", "neuropod.jwt.private-key", fault);
    }

    @Override
    public JwsAlgorithm algorithm() {
      return SignatureAlgorithm.RS256;
    }

    @Override
    public JwtEncoder encoder() {
      return NimbusJwtEncoder.withKeyPair(publicKey, privateKey).build();
    }

    @Override
    public NimbusJwtDecoder decoder() {
      return NimbusJwtDecoder.withPublicKey(publicKey)
          .signatureAlgorithm(SignatureAlgorithm.RS256)
          .build();
    }

    @Override
    public SecretKey derived(String purpose) {
      return hmac(privateKey.getEncoded(), purpose);
    }
  }
}
