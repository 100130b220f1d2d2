package online.neuropod.api.wallet;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import online.neuropod.api.wallet.UsageView.Group;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.Micros;
import org.jspecify.annotations.Nullable;

/** Adds up use in groups. Holds sums alone, whatever the number of entries. */
final class UsageTally {
  private final Map<String, Sums> groups = new HashMap<>();

  private static final class Sums {
    private long millis;
    private long charged;
    private long refunded;
    private long free;
    private long writtenOff;

    void add(Kind kind, boolean paid, long length, long value) {
      switch (kind) {
        case CHARGE -> {
          millis += length;
          charged += paid ? value : 0;
          free += paid ? 0 : value;
        }
        case REFUND -> {
          millis -= length;
          refunded += paid ? value : 0;
          free -= paid ? 0 : value;
        }
        case WRITE_OFF -> writtenOff += value;
        case INITIAL, TOP_UP, ADJUSTMENT -> {}
      }
    }

    Group group(String key, @Nullable String name) {
      return new Group(
          key,
          name,
          Receipt.seconds(millis),
          Micros.toEuros(refunded - charged),
          Micros.toEuros(charged),
          Micros.toEuros(refunded),
          Micros.toEuros(free),
          Micros.toEuros(writtenOff));
    }
  }

  /** Adds the time of an entry to a group; nothing if it is about no time. */
  void add(String key, Entry entry) {
    entry.interval().ifPresent(time -> add(key, entry, length(time), entry.valueMicros()));
  }

  private void add(String key, Entry entry, long length, long value) {
    groups
        .computeIfAbsent(key, _ -> new Sums())
        .add(entry.kind(), entry.amountMicros() != 0, length, value);
  }

  /** Shares the time of an entry among the days that it spans: to the micro-euro all of it. */
  void addByDay(Entry entry) {
    entry.interval().ifPresent(time -> addByDay(entry, time));
  }

  private void addByDay(Entry entry, Interval time) {
    LocalDate day = day(time.from());
    long total = length(time);
    long doneLength = 0;
    long doneValue = 0;
    for (Instant midnight = end(day); midnight.isBefore(time.to()); midnight = end(day)) {
      long length = Duration.between(time.from(), midnight).toMillis();
      long value = share(entry.valueMicros(), length, total);
      add(day.toString(), entry, length - doneLength, value - doneValue);
      doneLength = length;
      doneValue = value;
      day = day.plusDays(1);
    }
    add(day.toString(), entry, total - doneLength, entry.valueMicros() - doneValue);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static Instant end(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static long share(long value, long part, long whole) {
    return BigInteger.valueOf(value)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }

  private static long length(Interval time) {
    return Duration.between(time.from(), time.to()).toMillis();
  }

  /** The groups in the order of their keys. */
  List<Group> inOrder() {
    return list(Comparator.comparing(Group::key), _ -> null);
  }

  /**
   * The groups, most charged first.
   *
   * @param name of a key; null where it is not known
   */
  List<Group> mostFirst(Function<String, @Nullable String> name) {
    Comparator<Group> most = Comparator.comparing(Group::charged).reversed();
    return list(most.thenComparing(Group::key), name);
  }

  private List<Group> list(Comparator<Group> order, Function<String, @Nullable String> name) {
    return groups.entrySet().stream()
        .map(group -> group.getValue().group(group.getKey(), name.apply(group.getKey())))
        .sorted(order)
        .toList();
  }

  /** The only group, also where nothing was added. */
  Group only(String key) {
    return groups.getOrDefault(key, new Sums()).group(key, null);
  }
}
