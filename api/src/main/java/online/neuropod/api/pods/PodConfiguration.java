package online.neuropod.api.pods;

import io.temporal.client.WorkflowClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.cluster.ClusterReads;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.installation.InstallationStore;
import online.neuropod.store.installation.InstallationStore.Installation;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.workflows.contract.PodWorkflows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.databind.json.JsonMapper;

/** Pods over HTTP. */
@Configuration(proxyBeanMethods = false)
@Import(PodController.class)
public class PodConfiguration {
  /** Asked for at the first use, since the process starts without its database, too. */
  @Bean
  SingletonSupplier<Installation> apiInstallation(InstallationStore store) {
    return SingletonSupplier.of(store::get);
  }

  /** Virtual threads for what goes on after the answer. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService apiThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
  }

  @Bean
  PodLinks apiPodLinks(ApiSettings settings, SingletonSupplier<Installation> installation) {
    return new PodLinks(settings, installation::obtain);
  }

  @Bean
  PodStats apiPodStats(Texts texts) {
    return new PodStats(texts);
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
      Reasons reasons,
      Texts texts) {
    return new PodViews(pods, users, links, stats, reasons, texts);
  }

  @Bean
  PodQueries apiPodQueries(PodStore pods, UserStore users) {
    return new PodQueries(pods, users);
  }

  @Bean
  PodConnections apiPodConnections(ClusterReads cluster, PodLinks links, Texts texts) {
    return new PodConnections(cluster, links, texts);
  }

  @Bean
  PodLogs apiPodLogs(ClusterReads cluster, Texts texts) {
    return new PodLogs(cluster, texts);
  }

  @Bean
  LogStream apiLogStream(ClusterReads cluster, PodLogs logs, ExecutorService apiThreads) {
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
      SingletonSupplier<Installation> installation,
      ExecutorService apiThreads) {
    var workflows =
        SingletonSupplier.of(() -> new PodWorkflows(temporal, installation.obtain().id()));
    return new Delivery(workflows::obtain, apiThreads);
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
        () -> {},
        settings);
  }
}
