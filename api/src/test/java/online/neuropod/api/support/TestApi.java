package online.neuropod.api.support;

import io.temporal.client.WorkflowClient;
import online.neuropod.api.ApiConfiguration;
import online.neuropod.cluster.spring.ClusterConfiguration;
import online.neuropod.cluster.spring.ClusterIdentity;
import online.neuropod.store.StoreConfiguration;
import online.neuropod.store.installation.InstallationStore;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The api as it runs, but for Temporal's client, which speaks to the service in this process. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({StoreConfiguration.class, ClusterConfiguration.class, ApiConfiguration.class})
public class TestApi {
  @Bean
  ClusterIdentity clusterIdentity(InstallationStore store) {
    var installation = store.get();
    return new ClusterIdentity(installation.id(), installation.hashKey());
  }

  @Bean
  WorkflowClient workflowClient() {
    return Servers.temporalService().getWorkflowClient();
  }
}
