package online.neuropod.api.cluster;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is read live from the cluster. */
@Configuration(proxyBeanMethods = false)
public class ApiClusterConfiguration {
  @Bean
  GpuSupply apiGpuSupply(ClusterReads cluster) {
    return new GpuSupply(cluster, InstantSource.system());
  }
}
