package online.neuropod.api.pricing;

import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What things cost. */
@Configuration(proxyBeanMethods = false)
@Import(PricingController.class)
public class PricingConfiguration {
  @Bean
  PricingViews apiPricingViews(ClusterReader cluster, PodStore pods, ApiSettings settings) {
    return new PricingViews(cluster, pods, settings);
  }

  @Bean
  PriceCommands apiPriceCommands(PriceStore prices, PodStore pods, ApiSettings settings) {
    return new PriceCommands(prices, pods, settings);
  }

  @Bean
  Estimator apiEstimator(PriceStore prices) {
    return new Estimator(prices);
  }
}
