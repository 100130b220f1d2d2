package online.neuropod.api.pods;

import io.temporal.client.WorkflowClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.usage.UsageStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.PodWorkflows;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Pods over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import(PodController.class)
public class PodConfiguration {
  /** Virtual threads for what goes on after the answer. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService apiThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
  }

  @Bean
  PodLinks apiPodLinks(ClusterSettings settings) {
    return new PodLinks(settings);
  }

  @Bean
  PodStats apiPodStats(UsageStore usage, Texts texts, ApiSettings settings) {
    return new PodStats(usage, texts, settings.feed().statsInterval());
  }

  @Bean
  PodMetrics apiPodMetrics(UsageStore usage, PodStats stats) {
    return new PodMetrics(usage, stats);
  }

  @Bean
  AutoStops apiAutoStops(ApiSettings settings, PodStats stats, Texts texts) {
    return new AutoStops(settings, stats, texts);
  }

  @Bean
  Reasons apiReasons(Texts texts) {
    return new Reasons(texts);
  }

  @Bean
  PodViews apiPodViews(
      PodStore pods,
      UserStore users,
      PodLinks links,
      PodStats stats,
      AutoStops autoStops,
      Reasons reasons,
      Texts texts) {
    return new PodViews(pods, users, links, stats, autoStops, reasons, texts);
  }

  @Bean
  PodQueries apiPodQueries(PodStore pods, UserStore users) {
    return new PodQueries(pods, users);
  }

  @Bean
  PodConnections apiPodConnections(ClusterReader cluster, PodLinks links, Texts texts) {
    return new PodConnections(cluster, links, texts);
  }

  @Bean
  PodLogs apiPodLogs(ClusterReader cluster, Texts texts) {
    return new PodLogs(cluster, texts);
  }

  @Bean
  LogStream apiLogStream(
      ClusterReader cluster, PodLogs logs, @Qualifier("apiThreads") ExecutorService apiThreads) {
    return new LogStream(cluster, logs, apiThreads);
  }

  @Bean
  PodEvents apiPodEvents(Timeline timeline, UserStore users, Reasons reasons, Texts texts) {
    return new PodEvents(timeline, users, reasons, texts);
  }

  @Bean
  Funds apiFunds(WalletStore wallets, ApiSettings settings) {
    return new Funds(wallets, settings);
  }

  @Bean
  Idempotency apiIdempotency(IdempotencyStore claims, JsonMapper json) {
    return new Idempotency(claims, json);
  }

  @Bean
  Delivery apiDelivery(
      WorkflowClient temporal,
      ClusterSettings settings,
      @Qualifier("apiThreads") ExecutorService apiThreads) {
    return new Delivery(
        new PodWorkflows(temporal, settings.installationId()),
        new BillingWorkflows(temporal, settings.installationId()),
        apiThreads);
  }

  @Bean
  PodCommands apiPodCommands(
      PodStore pods,
      PodQueries queries,
      Timeline timeline,
      PriceStore prices,
      TemplateStore templates,
      UserStore users,
      Funds funds,
      Delivery delivery,
      FeedSignal feed,
      AutoStops autoStops,
      UsageStore usage,
      ApiSettings settings) {
    return new PodCommands(
        pods,
        queries,
        timeline,
        prices,
        users,
        funds,
        new PodOrder.Desk(templates, users),
        delivery,
        feed,
        new Extensions(pods, queries, timeline, usage, autoStops, settings),
        settings);
  }
}
