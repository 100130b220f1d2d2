package online.neuropod.worker;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentracing.Tracer;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.opentracing.OpenTracingOptions;
import io.temporal.opentracing.OpenTracingWorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import online.neuropod.activities.AccountActivitiesImpl;
import online.neuropod.activities.BillingRules;
import online.neuropod.activities.ClusterActivitiesImpl;
import online.neuropod.activities.MaintenanceActivitiesImpl;
import online.neuropod.activities.MoneyActivitiesImpl;
import online.neuropod.activities.PodRecordActivitiesImpl;
import online.neuropod.activities.RemovedPods;
import online.neuropod.activities.Repairs;
import online.neuropod.activities.SessionRepairs;
import online.neuropod.activities.SystemWishes;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.OwnerCluster;
import online.neuropod.cluster.PodCluster;
import online.neuropod.domain.notice.Notice;
import online.neuropod.store.Stores;
import online.neuropod.store.attempts.AttemptStore;
import online.neuropod.store.budgets.RequestBudgets;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.telemetry.Traces;
import online.neuropod.telemetry.TracingConfiguration;
import online.neuropod.worker.metrics.PodGauges;
import online.neuropod.worker.metrics.TimedTimeline;
import online.neuropod.worker.sweep.AccountSweep;
import online.neuropod.worker.sweep.Housekeeping;
import online.neuropod.worker.sweep.Sweeper;
import online.neuropod.worker.sweep.WishSweep;
import online.neuropod.worker.temporal.TaskWorkers;
import online.neuropod.worker.usage.UsageConfiguration;
import online.neuropod.worker.watch.ChangeSignals;
import online.neuropod.worker.watch.DriftCheck;
import online.neuropod.worker.watch.PodWatch;
import online.neuropod.workflows.contract.AccountWorkflows;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.PodWorkflows;
import online.neuropod.workflows.contract.Reconciliation;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.TaskQueues;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

/**
 * Everything that works. Expects beans of the store, of the cluster and of Temporal's client. The
 * beans' names begin with {@code worker}, since they share one context with the api's in the
 * one-process product.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
@Import({TracingConfiguration.class, UsageConfiguration.class})
@PropertySource("classpath:online/neuropod/worker/worker.properties")
public class WorkerConfiguration {
  private final InstantSource clock = InstantSource.system();

  @Bean
  PodWorkflows workerPodWorkflows(WorkflowClient temporal, ClusterSettings cluster) {
    return new PodWorkflows(temporal, cluster.installationId());
  }

  @Bean
  BillingWorkflows workerBillingWorkflows(WorkflowClient temporal, ClusterSettings cluster) {
    return new BillingWorkflows(temporal, cluster.installationId());
  }

  @Bean
  SystemWishes workerSystemWishes(PodStore pods, PodWorkflows workflows) {
    return new SystemWishes(pods, workflows, clock);
  }

  @Bean
  PodRecordActivitiesImpl workerPodRecords(
      PodStore pods,
      Timeline timeline,
      NoticeStore notices,
      MeterRegistry metrics,
      WorkerSettings settings) {
    return new PodRecordActivitiesImpl(
        pods, new TimedTimeline(timeline, metrics), notices, settings.queue().maxWait(), clock);
  }

  @Bean
  ClusterActivitiesImpl workerClusterActivities(
      PodCluster cluster, PodStore pods, UserStore users) {
    return new ClusterActivitiesImpl(cluster, pods, users);
  }

  @Bean
  MoneyActivitiesImpl workerMoneyActivities(
      PodStore pods,
      WalletStore wallets,
      UserStore users,
      SystemWishes wishes,
      BillingWorkflows billing,
      BillingRules rules) {
    return new MoneyActivitiesImpl(pods, wallets, users, wishes, billing, rules, clock);
  }

  @Bean
  BillingRules workerBillingRules(WorkerSettings settings) {
    return new BillingRules(
        settings.billing().tick(), settings.billing().minimumRunway(), settings.alerts().runway());
  }

  @Bean
  RunningWorkflows workerRunningWorkflows(WorkflowClient temporal) {
    return new RunningWorkflows(temporal);
  }

  @Bean
  Repairs workerRepairs(NoticeStore notices, MeterRegistry metrics) {
    // There from the start, so that the first repair is seen as a rise.
    Stream.of(Notice.Kind.values())
        .filter(kind -> kind != Notice.Kind.LOW_BALANCE)
        .forEach(kind -> counter(metrics, kind));
    return new Repairs(notices, kind -> counter(metrics, kind).increment(), clock);
  }

  private static Counter counter(MeterRegistry metrics, Notice.Kind kind) {
    return kind == Notice.Kind.WALLET_BROKEN
        ? metrics.counter("neuropod.broken.wallets")
        : metrics.counter("neuropod.repairs", "kind", kind.name().toLowerCase(Locale.ROOT));
  }

  @Bean
  SessionRepairs workerSessionRepairs(
      PodStore pods,
      WalletStore wallets,
      PodCluster cluster,
      MoneyActivitiesImpl money,
      BillingWorkflows billing,
      RunningWorkflows running,
      SystemWishes wishes,
      Repairs repairs,
      BillingRules rules,
      ClusterSettings settings) {
    return new SessionRepairs(
        pods,
        wallets,
        cluster,
        money,
        billing,
        running,
        wishes,
        repairs,
        rules.tick(),
        settings.installationId());
  }

  @Bean
  MaintenanceActivitiesImpl workerMaintenance(
      WalletStore wallets,
      NoticeStore notices,
      PodStore pods,
      SessionRepairs sessions,
      Repairs repairs,
      WorkerSettings settings) {
    return new MaintenanceActivitiesImpl(
        wallets,
        notices,
        sessions,
        new RemovedPods(pods, wallets),
        repairs,
        settings.reconcile().interval(),
        clock);
  }

  @Bean
  AccountWorkflows workerAccountWorkflows(WorkflowClient temporal, ClusterSettings cluster) {
    return new AccountWorkflows(temporal, cluster.installationId());
  }

  @Bean
  AccountActivitiesImpl workerAccountActivities(
      Stores stores, StandingOrders orders, OwnerCluster cluster, PodWorkflows workflows) {
    return new AccountActivitiesImpl(stores, orders, cluster, workflows, clock);
  }

  @Bean
  TaskWorkers workerTaskWorkers(
      WorkflowClient temporal,
      WorkflowServiceStubs stubs,
      ClusterSettings cluster,
      ObjectProvider<Tracer> tracer,
      PodRecordActivitiesImpl records,
      ClusterActivitiesImpl clusterActivities,
      MoneyActivitiesImpl money,
      MaintenanceActivitiesImpl maintenance,
      AccountActivitiesImpl accounts) {
    return new TaskWorkers(
        temporal,
        stubs,
        new TaskQueues(cluster.installationId()),
        tracer.stream().map(WorkerConfiguration::traced).toList(),
        List.of(records, clusterActivities, money),
        List.of(money),
        List.of(maintenance, accounts));
  }

  private static WorkerInterceptor traced(Tracer tracer) {
    return new OpenTracingWorkerInterceptor(
        OpenTracingOptions.newBuilder().setTracer(tracer).build());
  }

  @Bean
  PodGauges workerPodGauges(PodStore pods, MeterRegistry metrics) {
    return new PodGauges(pods, metrics, clock);
  }

  @Bean
  DriftCheck workerDriftCheck(PodStore pods, PodCluster cluster, SystemWishes wishes) {
    return new DriftCheck(pods, cluster, wishes);
  }

  @Bean
  ChangeSignals workerChangeSignals(
      WorkflowClient temporal, ClusterSettings cluster, PodStore pods, DriftCheck drift) {
    return new ChangeSignals(temporal, cluster, pods, drift, clock);
  }

  @Bean
  PodWatch workerPodWatch(KubernetesClient client, ClusterSettings cluster, ChangeSignals signals) {
    return new PodWatch(client, cluster.installationId(), signals);
  }

  @Bean
  Housekeeping workerHousekeeping(
      IdempotencyStore requests,
      RequestBudgets budgets,
      SessionStore sessions,
      AttemptStore attempts) {
    return new Housekeeping(requests, budgets, sessions, attempts, clock);
  }

  @Bean
  Sweeper workerSweeper(
      WorkflowClient temporal,
      ClusterSettings cluster,
      PodStore pods,
      PodWorkflows workflows,
      Stores stores,
      StandingOrders orders,
      AccountWorkflows accounts,
      RunningWorkflows running,
      DriftCheck drift,
      Traces traces) {
    return new Sweeper(
        new WishSweep(pods, workflows, running, traces, cluster.installationId(), clock),
        new AccountSweep(stores.users(), stores.deletions(), orders, accounts, workflows, clock),
        new Reconciliation(temporal, cluster.installationId()),
        drift);
  }
}
