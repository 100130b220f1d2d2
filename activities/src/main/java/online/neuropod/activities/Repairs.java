package online.neuropod.activities;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.wallets.SenselessWallet;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the administrators what is mended and what cannot be, and counts it. */
public final class Repairs {
  private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

  private final NoticeStore notices;
  private final Consumer<Kind> count;
  private final InstantSource clock;

  /**
   * Tells them through a store.
   *
   * @param count called for each repair, and each time that a broken wallet is met: for metrics
   */
  public Repairs(NoticeStore notices, Consumer<Kind> count, InstantSource clock) {
    this.notices = notices;
    this.count = count;
    this.clock = clock;
  }

  /** Entries were put into the ledger. */
  void ledger(Wallet wallet, int entries) {
    var details = Map.of("user", wallet.userId(), "count", String.valueOf(entries));
    // The same entries are lacking once only: the wallet's last one names them.
    tell(Kind.LEDGER_REPAIRED, wallet.userId() + ":" + wallet.n(), Optional.empty(), details);
  }

  /**
   * Something about a session is out of step, and is mended now. Said before it is done: whoever
   * does it may end between the two, and then it is done by the next one, who does not say it
   * again.
   *
   * @param found what is the same as long as it is out of step for the same reason, and is not the
   *     same another time
   */
  void session(Kind kind, Session session, String found) {
    var details = Map.of("user", session.ownerId(), "session", String.valueOf(session.session()));
    String name = session.podId() + ":" + session.session() + ":" + found;
    tell(kind, name, Optional.of(session.podId()), details);
  }

  /** A wallet makes no sense, and is left as it is. Told once a day as long as that is so. */
  void broken(SenselessWallet wallet) {
    LOG.error("{}: {}", wallet.getMessage(), wallet.reason());
    count.accept(Kind.WALLET_BROKEN);
    Instant now = clock.instant();
    notices.publish(
        new Notice(
            Kind.WALLET_BROKEN + ":" + wallet.userId() + ":" + now.truncatedTo(ChronoUnit.DAYS),
            Optional.empty(),
            Kind.WALLET_BROKEN,
            Optional.empty(),
            Map.of("user", wallet.userId(), "why", wallet.reason()),
            now));
  }

  private void tell(Kind kind, String name, Optional<String> podId, Map<String, String> details) {
    LOG.warn("{} {} {}", kind, name, details);
    var notice =
        new Notice(kind + ":" + name, Optional.empty(), kind, podId, details, clock.instant());
    if (notices.publish(notice)) {
      count.accept(kind);
    }
  }
}
