package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FrameBudgetTest {
  private static final int PER_SECOND = 20;
  private static final Instant START = Instant.EPOCH;

  private final FrameBudget budget = new FrameBudget(PER_SECOND, START);

  private int taken(Instant now) {
    int taken = 0;
    while (budget.take(now)) {
      taken++;
    }
    return taken;
  }

  @Test
  void twiceAsManyMayComeAtOnceAndThenSoManyASecond() {
    assertThat(taken(START)).isEqualTo(2 * PER_SECOND);
    assertThat(taken(START.plusSeconds(1))).isEqualTo(PER_SECOND);
    assertThat(taken(START.plusMillis(1100))).isEqualTo(PER_SECOND / 10);
  }

  @Test
  void aLongPauseGivesNoMore() {
    taken(START);
    assertThat(taken(START.plus(Duration.ofDays(40_000)))).isEqualTo(2 * PER_SECOND);
  }

  @Test
  void aClockThatIsSetBackGivesNothing() {
    taken(START);
    assertThat(taken(START.minusSeconds(10))).isZero();
    assertThat(taken(START.minusSeconds(9))).isEqualTo(PER_SECOND);
  }
}
