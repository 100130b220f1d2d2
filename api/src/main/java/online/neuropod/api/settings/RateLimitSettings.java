package online.neuropod.api.settings;

import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many requests a minute are answered; all of a minute's may come at once. Counted over all
 * processes of the api.
 *
 * @param enabled whether requests are counted at all: {@code NEUROPOD_RATE_LIMIT_ENABLED}
 * @param userReads of one person, that change nothing
 * @param userWrites of one person, that change something
 * @param addressReads from one address, or one /64 network of IPv6, that change nothing; many
 *     people may share an address
 * @param addressWrites from one address, that change something
 * @param signIn from one address: sign-ins that failed, and registrations
 */
@ConfigurationProperties("neuropod.rate-limit")
public record RateLimitSettings(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("6000") int userReads,
    @DefaultValue("1200") int userWrites,
    @DefaultValue("30000") int addressReads,
    @DefaultValue("6000") int addressWrites,
    @DefaultValue("60") int signIn) {
  /** Beyond it the time of one request is less than the clock of the store can tell. */
  private static final int MAX = 1_000_000;

  public RateLimitSettings {
    check(userReads, "user-reads");
    check(userWrites, "user-writes");
    check(addressReads, "address-reads");
    check(addressWrites, "address-writes");
    check(signIn, "sign-in");
  }

  private static void check(int perMinute, String name) {
    if (perMinute < 1 || perMinute > MAX) {
      throw new SettingFault(
          "NEUROPOD_RATE_LIMIT_" + name.replace('-', '_').toUpperCase(Locale.ROOT),
          "neuropod.rate-limit." + name,
          "must be from 1 to " + MAX + " requests a minute, but is " + perMinute);
    }
  }
}
