package online.neuropod.api.seed;

import online.neuropod.api.settings.ApiSettings;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.templates.TemplateStore;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives a new installation its first prices and templates, before anybody can ask for them. */
@Configuration(proxyBeanMethods = false)
public class SeedConfiguration {
  @Bean
  SmartInitializingSingleton apiSeed(
      PriceStore prices, TemplateStore templates, ApiSettings settings) {
    return () -> {
      prices.seed(FirstPrices.list(settings.gpus()));
      templates.seed(FirstTemplates.list());
    };
  }
}
