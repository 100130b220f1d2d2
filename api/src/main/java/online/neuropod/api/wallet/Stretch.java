package online.neuropod.api.wallet;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import online.neuropod.api.answer.Period;
import online.neuropod.api.answer.Refusal;
import online.neuropod.domain.money.Entry;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.store.wallets.WalletStore.Which;

/**
 * A part of a ledger without gaps. A moment cuts the ledger after the last entry that was written
 * before it: so the parts of two periods that follow each other are all of both, and their amounts
 * are the change of the balance, even where the clocks of those who wrote differ.
 *
 * @param after number of the last entry before it
 * @param upTo number of its last entry
 * @param openingMicros the balance before it
 * @param closingMicros the balance after it
 */
record Stretch(long after, long upTo, long openingMicros, long closingMicros) {
  /** The stretch of a period. Reads two entries. */
  static Stretch of(WalletStore wallets, String userId, Period period) {
    Cut begin =
        period.from().map(from -> before(wallets, userId, Optional.of(from))).orElse(Cut.START);
    Cut end = before(wallets, userId, period.to());
    return new Stretch(begin.n(), end.n(), begin.balanceMicros(), end.balanceMicros());
  }

  /** Where a moment cuts the ledger. */
  private record Cut(long n, long balanceMicros) {
    static final Cut START = new Cut(0, 0);
  }

  private static Cut before(WalletStore wallets, String userId, Optional<Instant> moment) {
    var earlier = new Which(Optional.empty(), Optional.empty(), moment);
    return wallets.entries(userId, earlier, 0, 1).stream()
        .findFirst()
        .map(last -> new Cut(last.n(), last.balanceAfter()))
        .orElse(Cut.START);
  }

  /** How many entries it has. */
  long length() {
    return Math.max(0, upTo - after);
  }

  /** Passes on its entries, oldest first. */
  void read(WalletStore wallets, String userId, Optional<String> slot, Consumer<Entry> reader) {
    if (length() > 0) {
      wallets.read(userId, slot, after, upTo, reader);
    }
  }

  /** What to say to who asks for more entries than one answer may be made of. */
  static Refusal tooLong(long max) {
    return Refusal.of(
        List.of(new Refusal.Fault("from", "periodEntries", Map.of("max", String.valueOf(max)))));
  }
}
