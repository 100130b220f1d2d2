package online.neuropod.store.wallets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import online.neuropod.domain.money.RunwayAlerts;
import online.neuropod.domain.money.Wallet;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * {@link Wallet} as it is kept.
 *
 * @param v version, for compare-and-set
 * @param openSessions how many meters are not closed; absent for none, so that the index holds only
 *     wallets that are in use
 * @param changedAt the time of the last write
 */
@Document("wallets")
record WalletDocument(
    String id,
    long v,
    long balanceMicros,
    boolean unlimited,
    boolean frozen,
    long n,
    Map<String, MeterDocument> meters,
    List<EntryDocument> pending,
    @Nullable AlertsDocument alerts,
    @Nullable Integer openSessions,
    Instant changedAt) {
  static WalletDocument of(Wallet wallet, Instant changedAt) {
    int open = (int) wallet.meters().values().stream().filter(meter -> !meter.closed()).count();
    return new WalletDocument(
        wallet.userId(),
        wallet.version(),
        wallet.balanceMicros(),
        wallet.unlimited(),
        wallet.frozen(),
        wallet.n(),
        wallet.meters().entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, slot -> MeterDocument.of(slot.getValue()))),
        wallet.pending().stream().map(entry -> EntryDocument.of(wallet.userId(), entry)).toList(),
        AlertsDocument.of(wallet.alerts()),
        open == 0 ? null : open,
        changedAt);
  }

  /** The next version, all of whose entries are in the ledger, and all of whose warnings told. */
  WalletDocument withoutPending() {
    RunwayAlerts told = toWallet().withoutPending().alerts();
    return new WalletDocument(
        id,
        v + 1,
        balanceMicros,
        unlimited,
        frozen,
        n,
        meters,
        List.of(),
        AlertsDocument.of(told),
        openSessions,
        changedAt);
  }

  Wallet toWallet() {
    return new Wallet(
        id,
        v,
        balanceMicros,
        unlimited,
        frozen,
        n,
        meters.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, slot -> slot.getValue().toMeter())),
        pending.stream().map(EntryDocument::toEntry).toList(),
        alerts == null ? RunwayAlerts.NONE : alerts.toAlerts());
  }
}
