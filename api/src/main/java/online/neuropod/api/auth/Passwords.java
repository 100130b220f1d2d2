package online.neuropod.api.auth;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes passwords by Argon2id, with the parameters that OWASP recommends: 19 MiB, 2 passes. A hash
 * takes time and memory on purpose, so that only some are computed at once; others wait a moment.
 */
class Passwords {
  private static final int MIN = 10;
  private static final int MAX = 128;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Argon2PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIB, PASSES);
  private final Semaphore places;

  /** What nobody's password is compared with: as much work as with somebody's. */
  private final String nobodys;

  /**
   * Computes so many at once.
   *
   * @param parallel each takes 19 MiB
   */
  Passwords(int parallel) {
    this.places = new Semaphore(parallel, true);
    this.nobodys = hash("nobody's password");
  }

  /** A password that may be set for an address; the faults where it may not. */
  static String chosen(@Nullable String typed, String email, Faults faults) {
    String password = normal(typed);
    int length = password.codePointCount(0, password.length());
    if (length < MIN || length > MAX) {
      faults.add(
          "password", "password", Map.of("min", String.valueOf(MIN), "max", String.valueOf(MAX)));
    } else if (password.strip().equalsIgnoreCase(email)) {
      faults.add("password", "passwordIsEmail");
    }
    return password;
  }

  /** A password that somebody types to sign in, which is no longer than one can be. */
  static String typed(@Nullable String typed, Faults faults) {
    String password = normal(typed);
    if (password.isEmpty()) {
      faults.add("password", "required");
    } else if (password.codePointCount(0, password.length()) > MAX) {
      faults.add(
          "password", "password", Map.of("min", String.valueOf(MIN), "max", String.valueOf(MAX)));
    }
    return password;
  }

  /** Two keyboards may make the same letter from different characters. */
  private static String normal(@Nullable String typed) {
    return Normalizer.normalize(Objects.requireNonNullElse(typed, ""), Form.NFKC);
  }

  /**
   * The hash of a password, with how it was made.
   *
   * @throws Refusal if too many are computed at this moment
   */
  final String hash(String password) {
    return inPlace(() -> Objects.requireNonNull(argon2.encode(password)));
  }

  /**
   * Whether a password is that of a hash; of none, it takes as long to say that it is not.
   *
   * @throws Refusal if too many are computed at this moment
   */
  boolean matches(String password, Optional<String> hash) {
    boolean matching = inPlace(() -> argon2.matches(password, hash.orElse(nobodys)));
    return matching && hash.isPresent();
  }

  private <T> T inPlace(Supplier<T> work) {
    try {
      if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Refusal.of(FailureCode.SIGN_IN_BUSY);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Refusal.of(FailureCode.SIGN_IN_BUSY);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
