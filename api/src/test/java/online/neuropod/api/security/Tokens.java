package online.neuropod.api.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import online.neuropod.api.support.ApiFixture;

/** Tokens that are almost good: each differs in one thing from one that is. */
final class Tokens {
  private static final String OTHER_SECRET = "another secret of at least 32 bytes for tests";

  private Tokens() {}

  /** Tokens that nobody may get in with, by what is wrong with them. */
  static Map<String, String> bad(String good) {
    JWTClaimsSet claims = claims(good);
    Instant now = Instant.now();
    var bad = new LinkedHashMap<String, String>();
    bad.put("expired", like(claims, c -> c.expirationTime(ago(now, Duration.ofMinutes(1)))));
    bad.put("not yet good", like(claims, c -> c.notBeforeTime(ago(now, Duration.ofHours(-1)))));
    bad.put("other issuer", like(claims, c -> c.issuer("somebody-else")));
    bad.put("other audience", like(claims, c -> c.audience("another-api")));
    bad.put("other person", like(claims, c -> c.subject("nobody")));
    bad.put("old version", like(claims, c -> c.claim("ver", -1)));
    bad.put("other key", signed(claims, JWSAlgorithm.HS256, OTHER_SECRET));
    bad.put("other algorithm", signed(claims, JWSAlgorithm.HS512, doubled(ApiFixture.SECRET)));
    bad.put("no algorithm", new PlainJWT(claims).serialize());
    bad.put("signature cut off", good.substring(0, good.lastIndexOf('.') + 1));
    bad.put("nonsense", "nonsense");
    return bad;
  }

  private static String doubled(String secret) {
    return secret + secret;
  }

  private static Date ago(Instant now, Duration time) {
    return Date.from(now.minus(time));
  }

  private static String like(JWTClaimsSet claims, Consumer<JWTClaimsSet.Builder> change) {
    var changed = new JWTClaimsSet.Builder(claims);
    change.accept(changed);
    return signed(changed.build(), JWSAlgorithm.HS256, ApiFixture.SECRET);
  }

  /** A token with the claims of a good one, made by whoever has the secret. */
  static String copy(String good) {
    return signed(claims(good), JWSAlgorithm.HS256, ApiFixture.SECRET);
  }

  private static JWTClaimsSet claims(String token) {
    try {
      return SignedJWT.parse(token).getJWTClaimsSet();
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, String secret) {
    try {
      var jwt = new SignedJWT(new JWSHeader(algorithm), claims);
      jwt.sign(new MACSigner(secret));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
