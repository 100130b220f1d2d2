package online.neuropod.api.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import online.neuropod.domain.user.Lockout;
import online.neuropod.domain.user.Lockout.Attempts;
import online.neuropod.store.LostRace;
import online.neuropod.store.attempts.AttemptStore;

/**
 * Makes who guesses passwords wait, in all processes at once: by account, whether there is such a
 * person or not, and by address of the network.
 */
class SignInLock {
  /** A person behind IPv6 has a network of their own. */
  private static final int NETWORK_BYTES = 8;

  private final AttemptStore store;
  private final InstantSource clock = InstantSource.system();

  /** Counts in this store. */
  SignInLock(AttemptStore store) {
    this.store = store;
  }

  /**
   * Counts an attempt that begins.
   *
   * @return how long to wait, if it may not
   */
  Optional<Duration> begin(String email, String address) {
    return begin(ofAddress(address), Lockout.ADDRESS)
        .or(
            () -> {
              Optional<Duration> wait = begin(ofAccount(email), Lockout.ACCOUNT);
              // It costs the account's owner nothing that somebody else knocks at a locked door.
              wait.ifPresent(_ -> store.takeBack(ofAddress(address)));
              return wait;
            });
  }

  private Optional<Duration> begin(String subject, Lockout rule) {
    return LostRace.retried(
        () -> {
          Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
          Optional<Attempts> before = store.find(subject);
          Duration wait = before.map(known -> rule.wait(known, now)).orElse(Duration.ZERO);
          if (wait.isPositive()) {
            return Optional.of(wait);
          }
          Attempts after =
              before.map(known -> known.another(now)).orElseGet(() -> new Attempts(1, now));
          if (!store.write(subject, before, after)) {
            throw new LostRace("attempts to sign in");
          }
          return Optional.<Duration>empty();
        });
  }

  /** The attempt has succeeded: the person is there, and nobody guesses. */
  void succeeded(String email, String address) {
    store.forget(ofAccount(email));
    store.takeBack(ofAddress(address));
  }

  /** The attempt ended without an answer, by no fault of the person's. */
  void undecided(String email, String address) {
    store.takeBack(ofAccount(email));
    store.takeBack(ofAddress(address));
  }

  /** Not the address itself: people mistype, and who is no user should leave no trace. */
  private static String ofAccount(String email) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
      return "account:" + HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }

  private static String ofAddress(String address) {
    InetAddress parsed = InetAddress.ofLiteral(address);
    if (parsed instanceof Inet6Address) {
      byte[] network = Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES);
      return "address:" + HexFormat.of().formatHex(network);
    }
    return "address:" + parsed.getHostAddress();
  }
}
