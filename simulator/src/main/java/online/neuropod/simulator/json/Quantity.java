package online.neuropod.simulator.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of a resource, such as {@code 250m} of cpu or {@code 2Gi} of memory.
 *
 * @param amount in the base unit: cores, bytes, pieces
 */
public record Quantity(BigDecimal amount) implements Comparable<Quantity> {
  /** Nothing. */
  public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

  private static final Pattern FORM =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))([eE][+-]?\\d+|[numkMGTPE]|[KMGTPE]i)?");
  private static final Map<String, BigDecimal> SUFFIXES =
      Map.ofEntries(
          Map.entry("n", BigDecimal.valueOf(1, 9)),
          Map.entry("u", BigDecimal.valueOf(1, 6)),
          Map.entry("m", BigDecimal.valueOf(1, 3)),
          Map.entry("k", BigDecimal.valueOf(1_000L)),
          Map.entry("M", BigDecimal.valueOf(1_000_000L)),
          Map.entry("G", BigDecimal.valueOf(1_000_000_000L)),
          Map.entry("T", BigDecimal.valueOf(1_000_000_000_000L)),
          Map.entry("P", BigDecimal.valueOf(1_000_000_000_000_000L)),
          Map.entry("E", BigDecimal.valueOf(1_000_000_000_000_000_000L)),
          Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
          Map.entry("Mi", BigDecimal.valueOf(1L << 20)),
          Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
          Map.entry("Ti", BigDecimal.valueOf(1L << 40)),
          Map.entry("Pi", BigDecimal.valueOf(1L << 50)),
          Map.entry("Ei", BigDecimal.valueOf(1L << 60)));

  /** Reads a quantity; empty when the text is not one. */
  public static Optional<Quantity> parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String suffix = Optional.ofNullable(matcher.group(2)).orElse("");
    if (suffix.isEmpty()) {
      return Optional.of(new Quantity(number));
    }
    BigDecimal factor = SUFFIXES.get(suffix);
    return Optional.of(
        new Quantity(
            factor == null ? new BigDecimal(matcher.group(1) + suffix) : number.multiply(factor)));
  }

  /** Reads a quantity that has been validated before; anything else counts as nothing. */
  public static Quantity of(String text) {
    return parse(text).orElse(ZERO);
  }

  /** The sum. */
  public Quantity plus(Quantity other) {
    return new Quantity(amount.add(other.amount));
  }

  /** The difference, which may be negative. */
  public Quantity minus(Quantity other) {
    return new Quantity(amount.subtract(other.amount));
  }

  /** Whether this is more than the other. */
  public boolean exceeds(Quantity other) {
    return compareTo(other) > 0;
  }

  /** In whole units, rounded up. */
  public long ceiling() {
    return amount.setScale(0, RoundingMode.CEILING).longValue();
  }

  /** As text without a suffix where whole, in thousandths otherwise. */
  public String text() {
    BigDecimal plain = amount.stripTrailingZeros();
    return plain.scale() <= 0
        ? plain.toPlainString()
        : plain.movePointRight(3).setScale(0, RoundingMode.CEILING).toPlainString() + "m";
  }

  @Override
  public int compareTo(Quantity other) {
    return amount.compareTo(other.amount);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity quantity && amount.compareTo(quantity.amount) == 0;
  }

  @Override
  public int hashCode() {
    return amount.stripTrailingZeros().hashCode();
  }
}
