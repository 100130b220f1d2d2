package online.neuropod.store;

import com.mongodb.WriteConcern;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import online.neuropod.store.attempts.AttemptStore;
import online.neuropod.store.audit.AuditRetention;
import online.neuropod.store.audit.AuditStore;
import online.neuropod.store.budgets.RequestBudgets;
import online.neuropod.store.credentials.CredentialStore;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.installation.InstallationStore;
import online.neuropod.store.leases.LeaseStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.outages.OutageStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.usage.UsageStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.LedgerMetrics;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** The stores as beans, on the database that Spring Boot is configured with. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
  /**
   * What an answer of the store is worth: a write is answered once most members have it in their
   * journal. And how long a caller waits when there is none: 3 s for a server, 10 s for an answer,
   * with the wait for a connection, all tries, and the reading of a cursor to its end. Retryable
   * writes stay as the driver decides: it uses them where the server has sessions.
   */
  @Bean
  public MongoClientSettingsBuilderCustomizer durableWritesAndShortWaits() {
    return settings ->
        settings
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .timeout(10, TimeUnit.SECONDS)
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
            .applyToSocketSettings(socket -> socket.connectTimeout(3, TimeUnit.SECONDS));
  }

  /** All stores; their indexes are there once the bean is. */
  @Bean
  public Stores stores(MongoDatabaseFactory database, ObjectProvider<MeterRegistry> metrics) {
    return Stores.open(
        database, new LedgerMetrics(metrics.getIfAvailable(SimpleMeterRegistry::new)));
  }

  /** Pods. */
  @Bean
  public PodStore podStore(Stores stores) {
    return stores.pods();
  }

  /** What happened to the pods. */
  @Bean
  public Timeline timeline(Stores stores) {
    return stores.timeline();
  }

  /** Money. */
  @Bean
  public WalletStore walletStore(Stores stores) {
    return stores.wallets();
  }

  /** People. */
  @Bean
  public UserStore userStore(Stores stores) {
    return stores.users();
  }

  /** The catalogue. */
  @Bean
  public TemplateStore templateStore(Stores stores) {
    return stores.templates();
  }

  /** The price list. */
  @Bean
  public PriceStore priceStore(Stores stores) {
    return stores.prices();
  }

  /** The installation's identity. */
  @Bean
  public InstallationStore installationStore(Stores stores) {
    return stores.installation();
  }

  /** What people are told without having asked. */
  @Bean
  public NoticeStore noticeStore(Stores stores) {
    return stores.notices();
  }

  /** Who is signed in where. */
  @Bean
  public SessionStore sessionStore(Stores stores) {
    return stores.sessions();
  }

  /** What administrators want gone for good. */
  @Bean
  public DeletionStore deletionStore(Stores stores) {
    return stores.deletions();
  }

  /** What follows from what administrators decide about a person. */
  @Bean
  public StandingOrders standingOrders(Stores stores) {
    return new StandingOrders(
        stores.users(),
        stores.sessions(),
        stores.credentials(),
        stores.wallets(),
        stores.pods(),
        stores.timeline(),
        InstantSource.system());
  }

  /** By what people show who they are. */
  @Bean
  public CredentialStore credentialStore(Stores stores) {
    return stores.credentials();
  }

  /** Sign-ins that failed. */
  @Bean
  public AttemptStore attemptStore(Stores stores) {
    return stores.attempts();
  }

  /** Who did what. */
  @Bean
  public AuditStore auditStore(Stores stores) {
    return stores.audit();
  }

  /** Servers that do not answer. */
  @Bean
  public OutageStore outageStore(Stores stores) {
    return stores.outages();
  }

  /** Asks the database whether it answers. */
  @Bean
  public DatabaseHealth databaseHealth(MongoDatabaseFactory database) {
    return new DatabaseHealth(database);
  }

  /** Forgets old entries of it. */
  @Bean
  public AuditRetention auditRetention(Stores stores) {
    return stores.auditRetention();
  }

  /** Answers kept for repeated requests. */
  @Bean
  public IdempotencyStore idempotencyStore(Stores stores) {
    return stores.idempotency();
  }

  /** How many requests people and addresses have left. */
  @Bean
  public RequestBudgets requestBudgets(Stores stores) {
    return stores.budgets();
  }

  /** What pods use. */
  @Bean
  public UsageStore usageStore(Stores stores) {
    return stores.usage();
  }

  /** Who does what only one process should. */
  @Bean
  public LeaseStore leaseStore(Stores stores) {
    return stores.leases();
  }
}
