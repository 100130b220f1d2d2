package online.neuropod.api.status;

import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.status.Dependencies.Question;
import online.neuropod.api.wallet.PlatformUsage;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterReader.Unmeasured;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.edge.EdgeClient;
import online.neuropod.store.DatabaseHealth;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.outages.OutageStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Whether NeuroPod works. */
@Configuration(proxyBeanMethods = false)
@Import(StatusController.class)
public class StatusConfiguration {
  @Bean
  Dependencies apiDependencies(
      DatabaseHealth database,
      WorkflowClient temporal,
      ClusterReader cluster,
      EdgeClient edge,
      ClusterSettings settings,
      @Qualifier("apiThreads") ExecutorService threads) {
    var questions = new LinkedHashMap<String, Question>();
    questions.put("mongodb", () -> Optional.of(database.version()));
    questions.put("temporal", () -> Optional.of(version(temporal)));
    questions.put("kubernetes", () -> Optional.of(cluster.health().version()));
    questions.put("edge", () -> answer(edge, settings));
    questions.put(Dependencies.METRICS, () -> measured(cluster));
    return new Dependencies(questions, threads);
  }

  private static String version(WorkflowClient temporal) {
    return temporal
        .getWorkflowServiceStubs()
        .blockingStub()
        .withDeadlineAfter(Dependencies.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
        .getServerVersion();
  }

  /** Any answer for a host without a pod will do: it is the edge's own. */
  private static Optional<String> answer(EdgeClient edge, ClusterSettings settings) {
    if (!edge.answers("no-pod." + settings.edge().domain())) {
      throw new IllegalStateException("the edge does not answer");
    }
    return Optional.empty();
  }

  private static Optional<String> measured(ClusterReader cluster) {
    if (cluster.usage() instanceof Unmeasured) {
      throw new IllegalStateException("the cluster offers no measurements");
    }
    return Optional.empty();
  }

  @Bean
  PlatformStatus apiPlatformStatus(
      Dependencies dependencies,
      ClusterReader cluster,
      PodStore pods,
      UserStore users,
      PlatformUsage usage,
      ApiSettings settings) {
    return new PlatformStatus(dependencies, cluster, pods, users, usage, settings);
  }

  @Bean
  OutageWatch apiOutageWatch(OutageStore store, NoticeStore notices, Dependencies dependencies) {
    return new OutageWatch(new Outages(store, notices, dependencies), InstantSource.system());
  }
}
