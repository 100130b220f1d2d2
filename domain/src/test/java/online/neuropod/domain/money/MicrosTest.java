package online.neuropod.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class MicrosTest {
  @Property
  void costIsRateTimesTimeRoundedDown(
      @ForAll @LongRange(max = 1_000_000_000_000L) long rate,
      @ForAll @LongRange(max = 100L * 365 * 24 * 3_600_000) long millis) {
    BigInteger[] exact =
        BigInteger.valueOf(rate)
            .multiply(BigInteger.valueOf(millis))
            .divideAndRemainder(BigInteger.valueOf(3_600_000));

    if (exact[0].bitLength() < 64) {
      assertThat(Micros.cost(rate, Duration.ofMillis(millis))).isEqualTo(exact[0].longValueExact());
    } else {
      assertThatThrownBy(() -> Micros.cost(rate, Duration.ofMillis(millis)))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @Property
  void costOfTwoPartsIsThatOfTheWholeOrOneLess(
      @ForAll @LongRange(max = 10_000_000_000L) long rate,
      @ForAll @LongRange(max = 1_000_000_000L) long first,
      @ForAll @LongRange(max = 1_000_000_000L) long second) {
    long whole = Micros.cost(rate, Duration.ofMillis(first + second));

    assertThat(
            Micros.cost(rate, Duration.ofMillis(first))
                + Micros.cost(rate, Duration.ofMillis(second)))
        .isBetween(whole - 1, whole);
  }

  @Property
  void eurosGoThereAndBack(@ForAll long micros) {
    assertThat(Micros.ofEuros(Micros.toEuros(micros))).isEqualTo(micros);
  }

  @Property
  void eurosArePlainNumbersOfAtMostSixPlaces(@ForAll long micros) {
    assertThat(Micros.toEuros(micros).toString()).doesNotContainIgnoringCase("e");
    assertThat(Micros.toEuros(micros).scale()).isBetween(0, 6);
  }

  @Test
  void anHourCostsTheRate() {
    assertThat(Micros.cost(2_500_000, Duration.ofHours(1))).isEqualTo(2_500_000);
    assertThat(Micros.cost(2_500_000, Duration.ZERO)).isZero();
    assertThat(Micros.cost(1, Duration.ofHours(1).minusMillis(1))).isZero();
  }

  @Test
  void readsAndWritesWhatPeopleSee() {
    assertThat(Micros.ofEuros(new BigDecimal("2.5"))).isEqualTo(2_500_000);
    assertThat(Micros.ofEuros(new BigDecimal("1e2"))).isEqualTo(100_000_000);
    assertThat(Micros.toEuros(2_500_000)).hasToString("2.5");
    assertThat(Micros.toEuros(100_000_000)).hasToString("100");
    assertThat(Micros.toEuros(0)).hasToString("0");
    assertThat(Micros.toEuros(-1)).hasToString("-0.000001");
  }

  @Test
  void refusesWhatIsNoAmount() {
    assertThatThrownBy(() -> Micros.ofEuros(new BigDecimal("0.0000001")))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Micros.ofEuros(new BigDecimal("1e13")))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Micros.cost(-1, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Micros.cost(1, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
