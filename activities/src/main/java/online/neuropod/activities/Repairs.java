package online.neuropod.activities;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the administrators what was mended, and counts it. */
public final class Repairs {
  private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);

  private final NoticeStore notices;
  private final Consumer<Kind> count;
  private final InstantSource clock;

  /**
   * Tells them through a store.
   *
   * @param count called for each repair: for a metric
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

  /** Something about a session was mended. */
  void session(Kind kind, Session session) {
    var details = Map.of("user", session.ownerId(), "session", String.valueOf(session.session()));
    String name = session.podId() + ":" + session.session() + ":" + clock.millis();
    tell(kind, name, Optional.of(session.podId()), details);
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
