package online.neuropod.api.wallet;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.wallet.WalletView.Transaction;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.Pod;
import online.neuropod.store.pods.PodStore;

/** Makes entries readable: with the names of their pods. */
public class Ledger {
  private final PodStore pods;

  /** Reads names from this store. */
  public Ledger(PodStore pods) {
    this.pods = pods;
  }

  List<Transaction> read(List<Entry> entries) {
    Map<String, String> names = new HashMap<>();
    entries.stream()
        .flatMap(entry -> entry.slot().stream())
        .filter(slot -> !slot.equals(Wallet.VOLUME))
        .distinct()
        .forEach(slot -> pods.find(slot).map(Pod::name).ifPresent(name -> names.put(slot, name)));
    return entries.stream().map(entry -> read(entry, names)).toList();
  }

  private static Transaction read(Entry entry, Map<String, String> names) {
    Optional<String> pod = entry.slot().filter(slot -> !slot.equals(Wallet.VOLUME));
    boolean metered = entry.slot().isPresent();
    return new Transaction(
        entry.n(),
        kind(entry.kind()),
        Micros.toEuros(entry.amountMicros()),
        Micros.toEuros(entry.valueMicros()),
        Micros.toEuros(entry.balanceAfter()),
        pod.isPresent() ? "pod" : metered ? "volume" : "wallet",
        pod.orElse(null),
        pod.map(names::get).orElse(null),
        entry.interval().map(Interval::from).orElse(null),
        entry.interval().map(Interval::to).orElse(null),
        metered ? Micros.toEuros(entry.rateMicrosPerHour()) : null,
        metered ? entry.priceVersion() : null,
        entry.reason().orElse(null),
        entry.actor(),
        entry.at());
  }

  private static String kind(Entry.Kind kind) {
    return switch (kind) {
      case INITIAL -> "initial";
      case CHARGE -> "charge";
      case REFUND -> "refund";
      case WRITE_OFF -> "writeOff";
      case TOP_UP -> "topUp";
      case ADJUSTMENT -> "adjustment";
    };
  }
}
