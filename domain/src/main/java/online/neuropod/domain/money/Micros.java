package online.neuropod.domain.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;

/** Amounts of money: integers of 10⁻⁶ €. */
public final class Micros {
  /** One euro. */
  public static final long EURO = 1_000_000;

  private static final BigInteger MILLIS_PER_HOUR =
      BigInteger.valueOf(Duration.ofHours(1).toMillis());

  private Micros() {}

  /**
   * What {@code time} costs at a rate, rounded down to the micro-euro. Counted in whole
   * milliseconds, with intermediates that do not overflow.
   *
   * @param ratePerHour micro-euros an hour, not negative
   * @param time not negative
   */
  public static long cost(long ratePerHour, Duration time) {
    if (ratePerHour < 0 || time.isNegative()) {
      throw new IllegalArgumentException("neither a rate nor a time is negative");
    }
    return BigInteger.valueOf(ratePerHour)
        .multiply(BigInteger.valueOf(time.toMillis()))
        .divide(MILLIS_PER_HOUR)
        .longValueExact();
  }

  /**
   * The micro-euros of a decimal number of euros.
   *
   * @throws ArithmeticException if it has more than six places or is too large
   */
  public static long ofEuros(BigDecimal euros) {
    return euros.movePointRight(6).setScale(0, RoundingMode.UNNECESSARY).longValueExact();
  }

  /** The decimal number of euros, without trailing zeros, for JSON. */
  public static BigDecimal toEuros(long micros) {
    BigDecimal euros = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    return euros.scale() < 0 ? euros.setScale(0, RoundingMode.UNNECESSARY) : euros;
  }
}
