package online.neuropod.api.templates;

import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.templates.TemplateStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The catalogue. */
@Configuration(proxyBeanMethods = false)
@Import(TemplateController.class)
public class TemplateConfiguration {
  @Bean
  TemplateCommands apiTemplateCommands(TemplateStore templates, PodStore pods, PriceStore prices) {
    return new TemplateCommands(templates, pods, prices);
  }
}
