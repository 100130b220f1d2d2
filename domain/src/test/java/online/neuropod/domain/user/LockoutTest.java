package online.neuropod.domain.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import online.neuropod.domain.user.Lockout.Attempts;
import org.junit.jupiter.api.Test;

class LockoutTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Lockout RULE = new Lockout(3, Duration.ofSeconds(30), Duration.ofMinutes(2));

  @Test
  void theFirstFewCostNothing() {
    assertThat(RULE.wait(new Attempts(2, T0), T0)).isEqualTo(Duration.ZERO);
  }

  @Test
  void eachMoreDoublesTheWaitUpToTheLongest() {
    assertThat(RULE.wait(new Attempts(3, T0), T0)).isEqualTo(Duration.ofSeconds(30));
    assertThat(RULE.wait(new Attempts(4, T0), T0)).isEqualTo(Duration.ofSeconds(60));
    assertThat(RULE.wait(new Attempts(5, T0), T0)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RULE.wait(new Attempts(Integer.MAX_VALUE, T0), T0)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void theWaitIsFromTheLastAttempt() {
    assertThat(RULE.wait(new Attempts(3, T0), T0.plusSeconds(29))).isEqualTo(Duration.ofSeconds(1));
    assertThat(RULE.wait(new Attempts(3, T0), T0.plusSeconds(30)).isPositive()).isFalse();
  }

  @Test
  void afterAnHourNothingIsKnownOfThem() {
    Instant later = T0.plus(Lockout.FORGOTTEN_AFTER).plusMillis(1);

    assertThat(RULE.wait(new Attempts(9, T0), later)).isEqualTo(Duration.ZERO);
    assertThat(new Attempts(9, T0).another(later)).isEqualTo(new Attempts(1, later));
    assertThat(new Attempts(9, T0).another(T0)).isEqualTo(new Attempts(10, T0));
  }
}
