package online.neuropod.api.limits;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import online.neuropod.api.settings.ProxySettings;
import online.neuropod.api.settings.RateLimitSettings;
import online.neuropod.store.budgets.RequestBudgets;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Limits, and whose address a request comes from. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RateLimitSettings.class, ProxySettings.class})
public class LimitConfiguration {
  @Bean
  RateLimits apiRateLimits(
      RateLimitSettings settings, RequestBudgets budgets, MeterRegistry metrics) {
    return new RateLimits(settings, budgets, metrics, InstantSource.system());
  }

  @Bean
  BudgetExchange apiBudgetExchange(RateLimits limits) {
    return new BudgetExchange(limits);
  }

  /** Only who is named is believed: Tomcat's own list would be every private network. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> apiTrustedProxies(
      ProxySettings settings) {
    return tomcat -> {
      if (!settings.trustedProxies().isEmpty()) {
        var valve = new RemoteIpValve();
        valve.setInternalProxies(String.join(",", settings.trustedProxies()));
        valve.setProtocolHeader("X-Forwarded-Proto");
        tomcat.addEngineValves(valve);
      }
    };
  }
}
