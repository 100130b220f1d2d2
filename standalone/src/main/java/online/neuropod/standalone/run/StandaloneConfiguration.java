package online.neuropod.standalone.run;

import io.temporal.common.converter.DataConverter;
import online.neuropod.api.ApiConfiguration;
import online.neuropod.cluster.spring.ClusterConfiguration;
import online.neuropod.cluster.spring.ClusterIdentity;
import online.neuropod.standalone.web.StandaloneWebConfiguration;
import online.neuropod.store.StoreConfiguration;
import online.neuropod.store.installation.InstallationStore;
import online.neuropod.worker.WorkerConfiguration;
import online.neuropod.workflows.contract.Payloads;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Everything of api and worker in one context. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  StoreConfiguration.class,
  ClusterConfiguration.class,
  ApiConfiguration.class,
  WorkerConfiguration.class,
  StandaloneWebConfiguration.class
})
class StandaloneConfiguration {
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
