package online.neuropod.api;

import io.temporal.common.converter.DataConverter;
import java.util.Map;
import online.neuropod.cluster.spring.ClusterConfiguration;
import online.neuropod.cluster.spring.ClusterIdentity;
import online.neuropod.store.StoreConfiguration;
import online.neuropod.store.installation.InstallationStore;
import online.neuropod.workflows.contract.Payloads;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The api as a process of its own: with MongoDB, Temporal and the cluster somewhere else. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({StoreConfiguration.class, ClusterConfiguration.class, ApiConfiguration.class})
public class ApiApplication {
  /** Starts the process; it ends with SIGTERM, after the requests under way. */
  public static void main(String[] arguments) {
    var application = new SpringApplication(ApiApplication.class);
    // For machines that read it; not among the api's properties, since the one-process product
    // reads
    // those too.
    application.setDefaultProperties(
        Map.of(
            "spring.application.name", "neuropod-api", "logging.structured.format.console", "ecs"));
    application.run(arguments);
  }

  @Bean
  ClusterIdentity clusterIdentity(InstallationStore store) {
    var installation = store.get();
    return new ClusterIdentity(installation.id(), installation.hashKey());
  }

  @Bean
  DataConverter dataConverter() {
    return Payloads.converter();
  }
}
