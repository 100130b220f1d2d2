package online.neuropod.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LostRaceTest {
  @Test
  void triesAgainUntilItWins() {
    var attempts = new AtomicInteger();

    int won =
        LostRace.retried(
            () -> {
              if (attempts.incrementAndGet() < 4) {
                throw new LostRace("wallet");
              }
              return attempts.get();
            });

    assertThat(won).isEqualTo(4);
  }

  @Test
  void givesUpInTheEndAndSaysThatItMayBeRepeated() {
    assertThatThrownBy(
            () ->
                LostRace.retried(
                    () -> {
                      throw new LostRace("wallet of u");
                    }))
        .isInstanceOf(LostRace.class)
        .hasMessageContaining("wallet of u")
        .matches(StoreFailures::isUnavailable);
  }

  @Test
  void anotherFaultIsNotTriedAgain() {
    var attempts = new AtomicInteger();

    assertThatThrownBy(
            () ->
                LostRace.retried(
                    () -> {
                      attempts.incrementAndGet();
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(attempts).hasValue(1);
  }
}
