package online.neuropod.api.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import online.neuropod.api.settings.ProxySettings;
import online.neuropod.api.settings.RateLimitSettings;
import online.neuropod.api.settings.SettingFault;
import online.neuropod.store.budgets.RequestBudgets;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class RateLimitsTest {
  private static final int SIZE = 100;
  private static final RateLimitSettings SETTINGS =
      new RateLimitSettings(true, SIZE, SIZE, SIZE, SIZE, SIZE);

  private final Store store = new Store();
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final RateLimits one = limits();
  private final RateLimits other = limits();

  private RateLimits limits() {
    return new RateLimits(SETTINGS, store, metrics, (InstantSource) () -> now);
  }

  /** The store at the edge of the process; its arithmetic is held by its own tests. */
  private static final class Store implements RequestBudgets {
    private final Map<String, Long> left = new HashMap<>();
    private boolean away;

    @Override
    public long spend(String key, long requests, long perMinute, Instant now) {
      if (away) {
        throw new DataAccessResourceFailureException("away");
      }
      return left.merge(key, perMinute - requests, (known, _) -> known - requests);
    }

    @Override
    public long sweep(Instant now) {
      return 0;
    }
  }

  private static int letThrough(RateLimits limits, String who, int requests) {
    int through = 0;
    for (int i = 0; i < requests; i++) {
      through += limits.take(Allowance.USER_READS, who).isEmpty() ? 1 : 0;
    }
    return through;
  }

  @Test
  void beyondTheSizeItIsSaidWhenToComeBack() {
    assertThat(letThrough(one, "a", SIZE + 20)).isEqualTo(SIZE);
    assertThat(one.take(Allowance.USER_READS, "a"))
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1)));
    assertThat(metrics.counter("neuropod.rate.limited", "allowance", "user_reads").count())
        .isEqualTo(21);

    now = now.plusSeconds(30);
    assertThat(letThrough(one, "a", SIZE)).isEqualTo(SIZE / 2);
  }

  @Test
  void peopleAndKindsOfRequestsAreCountedApart() {
    letThrough(one, "a", SIZE);

    assertThat(one.take(Allowance.USER_READS, "b")).isEmpty();
    assertThat(one.take(Allowance.USER_WRITES, "a")).isEmpty();
  }

  @Test
  void whatAnotherProcessLetThroughCounts() {
    letThrough(one, "a", 60);
    one.exchange();
    letThrough(other, "a", 10);
    other.exchange();

    assertThat(letThrough(other, "a", SIZE)).isEqualTo(30);
  }

  @Test
  void whatAllLetThroughTooMuchIsOwed() {
    letThrough(one, "a", SIZE);
    letThrough(other, "a", SIZE);
    one.exchange();
    other.exchange();

    now = now.plusSeconds(59);
    assertThat(other.take(Allowance.USER_READS, "a")).isPresent();
  }

  @Test
  void aStoreThatIsAwayNeitherRefusesNorOpens() {
    store.away = true;
    assertThat(letThrough(one, "a", SIZE / 2)).isEqualTo(SIZE / 2);
    one.exchange();
    assertThat(letThrough(one, "a", SIZE)).isEqualTo(SIZE / 2);
    one.exchange();

    store.away = false;
    one.exchange();
    assertThat(store.left.values()).containsExactly(0L);
  }

  @Test
  void whatIsGivenBackDoesNotCount() {
    for (int i = 0; i < 3 * SIZE; i++) {
      assertThat(one.take(Allowance.SIGN_IN, "10.0.0.1")).isEmpty();
      one.giveBack(Allowance.SIGN_IN, "10.0.0.1");
    }
    one.exchange();

    assertThat(store.left).isEmpty();
  }

  @Test
  void switchedOffNothingIsCounted() {
    var off =
        new RateLimits(
            new RateLimitSettings(false, 1, 1, 1, 1, 1), store, metrics, InstantSource.system());

    assertThat(letThrough(off, "a", 10)).isEqualTo(10);
  }

  @Test
  void ofIpV6TheNetworkCounts() {
    assertThat(Addresses.network("192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(Addresses.network("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(Addresses.network("2001:db8:1:2::1"))
        .isNotEqualTo(Addresses.network("2001:db8:1:3::1"));
  }

  @Test
  void whatCannotBeIsNamed() {
    assertThatThrownBy(() -> new RateLimitSettings(true, 1, 1, 1, 1, 0))
        .isInstanceOf(SettingFault.class)
        .hasMessageContaining("NEUROPOD_RATE_LIMIT_SIGN_IN");
    assertThatThrownBy(() -> new ProxySettings(List.of("proxy.example.com")))
        .isInstanceOf(SettingFault.class)
        .hasMessageContaining("NEUROPOD_TRUSTED_PROXIES");
  }
}
