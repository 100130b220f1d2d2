package online.neuropod.api.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import online.neuropod.domain.user.Session;

/**
 * Makes refresh tokens and reads them: {@code session.number.code}, where the code can be made with
 * the key alone. So the store need not keep a token, nor anything to make one from; a token that
 * was lost on its way can be made again; and what is no token of ours is refused before the store
 * is asked.
 */
public final class RefreshTokens {
  private static final Pattern FORM =
      Pattern.compile("([0-9a-f-]{36})\\.([0-9]{1,9})\\.([A-Za-z0-9_-]{43})");

  private final SecretKey key;

  /** Makes and reads with a key derived from this one. */
  public RefreshTokens(SigningKey key) {
    this.key = key.derived("neuropod refresh tokens");
  }

  /**
   * A token that is one of ours, whether it is still good or not.
   *
   * @param sessionId of its session
   * @param number in the session's chain
   */
  public record Shown(String sessionId, int number) {}

  /** The newest token of a session. */
  public String newest(Session session) {
    String what = session.id() + "." + session.tokens().current();
    return what + "." + code(what);
  }

  /** Reads a token; empty if it is none of ours. */
  public Optional<Shown> read(String token) {
    Matcher parts = FORM.matcher(token);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String code = code(parts.group(1) + "." + parts.group(2));
    // In a time that does not tell how much of it was right.
    boolean ours = MessageDigest.isEqual(bytes(code), bytes(parts.group(3)));
    return ours
        ? Optional.of(new Shown(parts.group(1), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  private String code(String what) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes(what)));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has HmacSHA256", absent);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
