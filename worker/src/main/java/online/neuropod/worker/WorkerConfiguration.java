package online.neuropod.worker;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.InstantSource;
import java.util.List;
import online.neuropod.activities.BillingSignals;
import online.neuropod.activities.ClusterActivitiesImpl;
import online.neuropod.activities.MoneyActivitiesImpl;
import online.neuropod.activities.PodRecordActivitiesImpl;
import online.neuropod.activities.SystemWishes;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.PodCluster;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.worker.sweep.BillSweep;
import online.neuropod.worker.sweep.RunningWorkflows;
import online.neuropod.worker.sweep.Sweeper;
import online.neuropod.worker.sweep.WishSweep;
import online.neuropod.worker.temporal.TaskWorkers;
import online.neuropod.worker.watch.ChangeSignals;
import online.neuropod.worker.watch.DriftCheck;
import online.neuropod.worker.watch.PodWatch;
import online.neuropod.workflows.contract.PodWorkflows;
import online.neuropod.workflows.contract.TaskQueues;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/**
 * Everything that works. Expects beans of the store, of the cluster and of Temporal's client. The
 * beans' names begin with {@code worker}, since they share one context with the api's in the
 * one-process product.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerSettings.class)
@PropertySource("classpath:online/neuropod/worker/worker.properties")
public class WorkerConfiguration {
  private final InstantSource clock = InstantSource.system();

  @Bean
  PodWorkflows workerPodWorkflows(WorkflowClient temporal, ClusterSettings cluster) {
    return new PodWorkflows(temporal, cluster.installationId());
  }

  @Bean
  BillingSignals workerBillingSignals(WorkflowClient temporal, ClusterSettings cluster) {
    return new BillingSignals(temporal, cluster.installationId());
  }

  @Bean
  SystemWishes workerSystemWishes(PodStore pods, PodWorkflows workflows) {
    return new SystemWishes(pods, workflows, clock);
  }

  @Bean
  PodRecordActivitiesImpl workerPodRecords(
      PodStore pods, Timeline timeline, WorkerSettings settings) {
    return new PodRecordActivitiesImpl(pods, timeline, settings.queue().maxWait(), clock);
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
      BillingSignals billing,
      WorkerSettings settings) {
    return new MoneyActivitiesImpl(
        pods,
        wallets,
        users,
        wishes,
        billing,
        settings.billing().tick(),
        settings.billing().minimumRunway(),
        clock);
  }

  @Bean
  TaskWorkers workerTaskWorkers(
      WorkflowClient temporal,
      WorkflowServiceStubs stubs,
      ClusterSettings cluster,
      PodRecordActivitiesImpl records,
      ClusterActivitiesImpl clusterActivities,
      MoneyActivitiesImpl money) {
    return new TaskWorkers(
        temporal,
        stubs,
        new TaskQueues(cluster.installationId()),
        List.of(records, clusterActivities, money),
        List.of(money));
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
  Sweeper workerSweeper(
      WorkflowClient temporal,
      ClusterSettings cluster,
      PodStore pods,
      WalletStore wallets,
      PodWorkflows workflows,
      BillingSignals billing,
      DriftCheck drift) {
    var running = new RunningWorkflows(temporal);
    return new Sweeper(
        new WishSweep(pods, workflows, running, cluster.installationId(), clock),
        new BillSweep(wallets, billing, running, cluster.installationId()),
        drift);
  }
}
