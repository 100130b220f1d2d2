package online.neuropod.api.auth;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * What goes along on the way over Google's page, encrypted in a cookie of the browser that began
 * it: nobody else can end what this browser began, nor make it end what it did not begin.
 *
 * @param state comes back from Google's page
 * @param nonce comes back in the ID token
 * @param verifier shows Google that who brings the code is who asked for it (PKCE)
 */
record GoogleTicket(String state, String nonce, String verifier) {
  /** How long a person may take on Google's page. */
  static final Duration LASTS = Duration.ofMinutes(10);

  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one. */
  static GoogleTicket fresh() {
    return new GoogleTicket(random(), random(), random());
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** It, for the cookie. */
  String sealed(SecretKey key, Instant now) {
    var claims =
        new JWTClaimsSet.Builder()
            .claim("state", state)
            .claim("nonce", nonce)
            .claim("verifier", verifier)
            .expirationTime(Date.from(now.plus(LASTS)))
            .build();
    var jwt = new EncryptedJWT(new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), claims);
    try {
      jwt.encrypt(new DirectEncrypter(key.getEncoded()));
    } catch (JOSEException impossible) {
      throw new IllegalStateException("the key has 32 bytes", impossible);
    }
    return jwt.serialize();
  }

  /** The one of a cookie; empty if it is none of ours, or too old. */
  static Optional<GoogleTicket> open(String sealed, SecretKey key, Instant now) {
    try {
      EncryptedJWT jwt = EncryptedJWT.parse(sealed);
      jwt.decrypt(new DirectDecrypter(key.getEncoded()));
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      if (claims.getExpirationTime() == null
          || !claims.getExpirationTime().toInstant().isAfter(now)) {
        return Optional.empty();
      }
      return Optional.of(
          new GoogleTicket(
              claims.getStringClaim("state"),
              claims.getStringClaim("nonce"),
              claims.getStringClaim("verifier")));
    } catch (ParseException | JOSEException notOurs) {
      return Optional.empty();
    }
  }
}
