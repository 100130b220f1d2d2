package online.neuropod.api.wallet;

import java.util.Locale;
import java.util.Optional;
import online.neuropod.api.wallet.WalletView.Transaction;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Wallet;

/** Makes entries readable. */
final class Ledger {
  private Ledger() {}

  static Transaction read(Entry entry, PodNames names) {
    boolean metered = entry.slot().isPresent();
    return new Transaction(
        entry.n(),
        kind(entry.kind()),
        Micros.toEuros(entry.amountMicros()),
        Micros.toEuros(entry.valueMicros()),
        Micros.toEuros(entry.balanceAfter()),
        subject(entry.slot()),
        podId(entry.slot()).orElse(null),
        entry.slot().flatMap(names::name).orElse(null),
        entry.interval().map(Interval::from).orElse(null),
        entry.interval().map(Interval::to).orElse(null),
        metered ? Micros.toEuros(entry.rateMicrosPerHour()) : null,
        metered ? entry.priceVersion() : null,
        entry.reason().orElse(null),
        entry.actor(),
        entry.at());
  }

  /** What an entry is about: {@code pod}, {@code volume} or {@code wallet}. */
  static String subject(Optional<String> slot) {
    return slot.map(name -> name.equals(Wallet.VOLUME) ? "volume" : "pod").orElse("wallet");
  }

  static Optional<String> podId(Optional<String> slot) {
    return slot.filter(name -> !name.equals(Wallet.VOLUME));
  }

  static String kind(Entry.Kind kind) {
    return camelCase(kind);
  }

  static String event(Entry.Event event) {
    return camelCase(event);
  }

  /** {@code writeOff} of {@code WRITE_OFF}. */
  private static String camelCase(Enum<?> constant) {
    var wire = new StringBuilder();
    for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      wire.append(
          wire.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return wire.toString();
  }
}
