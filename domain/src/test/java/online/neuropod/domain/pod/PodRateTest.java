package online.neuropod.domain.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PodRateTest {
  @Test
  void mayBeNothing() {
    assertThat(new PodRate(0, 0, 1).volumeMicrosPerHour(150)).isZero();
  }

  @Test
  void isNotNegative() {
    assertThatThrownBy(() -> new PodRate(-1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PodRate(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theWorkspaceIsPaidByItsSize() {
    assertThat(new PodRate(2_500_000, 100_000, 1).volumeMicrosPerHour(50)).isEqualTo(5_000_000);
  }

  @Test
  void aPriceBeyondALongIsRefusedRatherThanWrong() {
    var rate = new PodRate(0, Long.MAX_VALUE, 1);

    assertThatThrownBy(() -> rate.volumeMicrosPerHour(2)).isInstanceOf(ArithmeticException.class);
  }
}
