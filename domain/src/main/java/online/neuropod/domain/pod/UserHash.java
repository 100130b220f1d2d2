package online.neuropod.domain.pod;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The part of every cluster name that stands for its owner: 10 characters of base32 (RFC 4648,
 * lower case) of HMAC-SHA256 of the user id. Keyed, so that nobody can tell from a host name whose
 * pod it is.
 */
public final class UserHash {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 10;

  private UserHash() {}

  /**
   * The hash of a user.
   *
   * @param key the installation's secret key, base64; changing it moves every user to new names
   * @throws IllegalArgumentException if the key is not base64
   */
  public static String of(String userId, String key) {
    byte[] mac = hmac(userId, Base64.getDecoder().decode(key));
    var hash = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      hash.append(ALPHABET.charAt(fiveBits(mac, i * 5)));
    }
    return hash.toString();
  }

  private static byte[] hmac(String userId, byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(userId.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static int fiveBits(byte[] bytes, int bit) {
    int window = ((bytes[bit / 8] & 0xff) << 8) | (bytes[bit / 8 + 1] & 0xff);
    return (window >> (11 - bit % 8)) & 0x1f;
  }
}
