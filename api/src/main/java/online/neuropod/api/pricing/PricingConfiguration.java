package online.neuropod.api.pricing;

import online.neuropod.api.cluster.GpuSupply;
import online.neuropod.api.settings.ApiSettings;
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
  PricingViews apiPricingViews(GpuSupply supply, PodStore pods, ApiSettings settings) {
    return new PricingViews(supply, pods, settings);
  }

  @Bean
  Estimator apiEstimator(PriceStore prices) {
    return new Estimator(prices);
  }
}
