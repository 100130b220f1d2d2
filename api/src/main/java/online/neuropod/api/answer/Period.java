package online.neuropod.api.answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time that is asked for, as entries were written in it.
 *
 * @param from inclusive; empty for the beginning
 * @param to exclusive; empty for now
 */
public record Period(Optional<Instant> from, Optional<Instant> to) {
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * From {@code ?from=&to=}.
   *
   * @throws Refusal if it ends before it begins, or in no year that calendars know
   */
  public static Period of(@Nullable Instant from, @Nullable Instant to) {
    var faults = new Faults();
    requireKnown("from", from, faults);
    requireKnown("to", to, faults);
    if (from != null && to != null && from.isAfter(to)) {
      faults.add("to", "period");
    }
    faults.refuseIfAny();
    return new Period(Optional.ofNullable(from), Optional.ofNullable(to));
  }

  /**
   * The same with both ends: what is not given is {@code now}, and {@code usual} before it.
   *
   * @throws Refusal if it is longer than {@code longest}, too
   */
  public static Period bounded(
      @Nullable Instant from, @Nullable Instant to, Instant now, Duration usual, Duration longest) {
    Instant end = to == null ? now : to;
    requireSane(to);
    Period period = of(from == null ? end.minus(usual) : from, end);
    Instant begin = period.from().orElseThrow();
    if (Duration.between(begin, end).compareTo(longest) > 0) {
      var faults = new Faults();
      faults.add("from", "periodLength", Map.of("max", String.valueOf(longest.toDays())));
      faults.refuseIfAny();
    }
    return period;
  }

  private static void requireSane(@Nullable Instant moment) {
    var faults = new Faults();
    requireKnown("to", moment, faults);
    faults.refuseIfAny();
  }

  private static void requireKnown(String field, @Nullable Instant moment, Faults faults) {
    if (moment != null && (moment.isBefore(EARLIEST) || moment.isAfter(LATEST))) {
      faults.add(field, "time");
    }
  }
}
