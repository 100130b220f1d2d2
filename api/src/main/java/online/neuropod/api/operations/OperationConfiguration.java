package online.neuropod.api.operations;

import io.temporal.client.WorkflowClient;
import online.neuropod.api.pods.Reasons;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What goes on behind the pods. */
@Configuration(proxyBeanMethods = false)
@Import(OperationController.class)
public class OperationConfiguration {
  @Bean
  Operations apiOperations(
      PodStore pods,
      UserStore users,
      Reasons reasons,
      ClusterSettings cluster,
      ApiSettings settings,
      WorkflowClient temporal) {
    return new Operations(pods, users, reasons, cluster, settings, temporal);
  }
}
