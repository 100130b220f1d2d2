package online.neuropod.api.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/** A real OpenID Connect server in the place of Google. */
final class Google {
  static final String CLIENT = "neuropod.apps.example.com";
  private static final String ISSUER = "google";
  private static final Keys KEYS = new Keys();
  private static final MockOAuth2Server SERVER = server();

  private Google() {}

  /** Keys of which one signs, and may be replaced. */
  private static final class Keys extends KeyProvider {
    private final AtomicReference<RSAKey> signing = new AtomicReference<>(key("key-1"));

    Keys() {
      super(List.of());
    }

    @Override
    public JWK signingKey(String keyId) {
      // The constructor of the parent may ask before there is one.
      return signing == null ? key(keyId) : signing.get();
    }
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static MockOAuth2Server server() {
    var server =
        new MockOAuth2Server(
            new OAuth2Config(false, null, null, false, new OAuth2TokenProvider(KEYS)));
    server.start(InetAddress.getLoopbackAddress(), 0);
    return server;
  }

  static String issuer() {
    return SERVER.issuerUrl(ISSUER).toString();
  }

  static String authorizationUri() {
    return SERVER.authorizationEndpointUrl(ISSUER).toString();
  }

  static String tokenUri() {
    return SERVER.tokenEndpointUrl(ISSUER).toString();
  }

  static String jwksUri() {
    return SERVER.jwksUrl(ISSUER).toString();
  }

  /** Signs with another key from now on, and forgets the one of before. */
  static void rotateKeys(String id) {
    KEYS.signing.set(key(id));
  }

  /** The claims of a good ID token. */
  static Map<String, Object> claims(String subject, String email) {
    var claims = new HashMap<String, Object>();
    claims.put("sub", subject);
    claims.put("aud", CLIENT);
    claims.put("email", email);
    claims.put("email_verified", true);
    claims.put("name", "Ana García");
    return claims;
  }

  /** A good ID token. */
  static String token(String subject, String email) {
    return token(claims(subject, email));
  }

  /** An ID token with these claims. */
  static String token(Map<String, Object> claims) {
    return token(claims, Duration.ofMinutes(5));
  }

  /** An ID token with these claims that ends so long from now. */
  static String token(Map<String, Object> claims, Duration lasts) {
    return SERVER.anyToken(SERVER.issuerUrl(ISSUER), claims, lasts).serialize();
  }

  /** An ID token that another issuer has made. */
  static String tokenOfAnother(Map<String, Object> claims) {
    return SERVER.anyToken(SERVER.issuerUrl("another"), claims, Duration.ofMinutes(5)).serialize();
  }
}
