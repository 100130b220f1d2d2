package online.neuropod.store;

import java.time.InstantSource;
import java.util.function.Consumer;
import online.neuropod.domain.money.Entry;
import online.neuropod.store.attempts.AttemptStore;
import online.neuropod.store.attempts.MongoAttemptStore;
import online.neuropod.store.audit.AuditRetention;
import online.neuropod.store.audit.AuditStore;
import online.neuropod.store.audit.MongoAuditRetention;
import online.neuropod.store.audit.MongoAuditStore;
import online.neuropod.store.budgets.MongoRequestBudgets;
import online.neuropod.store.budgets.RequestBudgets;
import online.neuropod.store.credentials.CredentialStore;
import online.neuropod.store.credentials.MongoCredentialStore;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.deletions.MongoDeletionStore;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.idempotency.MongoIdempotencyStore;
import online.neuropod.store.installation.InstallationStore;
import online.neuropod.store.installation.MongoInstallationStore;
import online.neuropod.store.leases.LeaseStore;
import online.neuropod.store.leases.MongoLeaseStore;
import online.neuropod.store.notices.MongoNoticeStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.outages.MongoOutageStore;
import online.neuropod.store.outages.OutageStore;
import online.neuropod.store.pods.MongoPodStore;
import online.neuropod.store.pods.MongoTimeline;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.prices.MongoPriceStore;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.sessions.MongoSessionStore;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.templates.MongoTemplateStore;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.usage.MongoUsageStore;
import online.neuropod.store.usage.UsageStore;
import online.neuropod.store.users.MongoUserStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.MoneyAudit;
import online.neuropod.store.wallets.MongoWalletStore;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/**
 * All stores of one database.
 *
 * @param pods pods
 * @param timeline what happened to them
 * @param wallets money
 * @param users people
 * @param templates catalogue
 * @param prices price list
 * @param installation the installation's identity
 * @param idempotency answers kept for repeated requests
 * @param notices what people are told without having asked
 * @param sessions who is signed in where
 * @param budgets how many requests people and addresses have left
 * @param usage what pods use
 * @param leases who does what only one process should
 * @param deletions what administrators want gone for good
 * @param credentials by what people show who they are
 * @param attempts sign-ins that failed
 * @param audit who did what
 * @param auditRetention forgets old entries of it
 * @param outages servers that do not answer
 */
public record Stores(
    PodStore pods,
    Timeline timeline,
    WalletStore wallets,
    UserStore users,
    TemplateStore templates,
    PriceStore prices,
    InstallationStore installation,
    IdempotencyStore idempotency,
    NoticeStore notices,
    SessionStore sessions,
    RequestBudgets budgets,
    UsageStore usage,
    LeaseStore leases,
    DeletionStore deletions,
    CredentialStore credentials,
    AttemptStore attempts,
    AuditStore audit,
    AuditRetention auditRetention,
    OutageStore outages) {
  /**
   * Opens the stores and makes the indexes that are not there yet. Any number of processes may do
   * so at once. Blocks for the database.
   *
   * @throws org.springframework.dao.DataAccessException if the database does not answer
   */
  public static Stores open(MongoDatabaseFactory database) {
    return open(database, entry -> {});
  }

  /** The same; {@code ledger} is told each entry of a ledger that this process has written. */
  public static Stores open(MongoDatabaseFactory database, Consumer<Entry> ledger) {
    var template = Documents.template(database);
    var notices = MongoNoticeStore.open(template, InstantSource.system());
    return new Stores(
        MongoPodStore.open(template),
        MongoTimeline.open(template),
        MongoWalletStore.told(template, notices, ledger),
        MongoUserStore.open(template),
        MongoTemplateStore.open(template),
        new MongoPriceStore(template),
        new MongoInstallationStore(template),
        MongoIdempotencyStore.open(template),
        notices,
        MongoSessionStore.open(template),
        new MongoRequestBudgets(template),
        MongoUsageStore.open(template),
        MongoLeaseStore.open(template, InstantSource.system()),
        MongoDeletionStore.open(template),
        MongoCredentialStore.open(template),
        MongoAttemptStore.open(template),
        MongoAuditStore.open(template),
        new MongoAuditRetention(template),
        new MongoOutageStore(template));
  }

  /**
   * An audit of a database as it is: nothing is written, not even an index that lacks. Does not
   * block yet.
   */
  public static MoneyAudit audit(MongoDatabaseFactory database) {
    var template = Documents.template(database);
    var notices = MongoNoticeStore.existing(template, InstantSource.system());
    return new MoneyAudit(
        MongoWalletStore.existing(template, notices), MongoPodStore.existing(template));
  }
}
