package online.neuropod.standalone.web;

import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.URI;
import online.neuropod.simulator.edge.SimulatedEdge;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Filters before all of the api's. Expects the simulated edge as a bean where there is one. */
@Configuration(proxyBeanMethods = false)
public class StandaloneWebConfiguration {
  @Bean
  @ConditionalOnBean(SimulatedEdge.class)
  FilterRegistrationBean<SimulatedPodFilter> simulatedPodFilter(
      SimulatedEdge edge,
      @Value("${neuropod.domain}") String domain,
      @Value("${neuropod.public-url}") URI publicUrl) {
    var filter = new SimulatedPodFilter(edge, domain, publicUrl.getHost());
    return first(filter, 0);
  }

  @Bean
  FilterRegistrationBean<ForeignHostFilter> foreignHostFilter(
      @Value("${neuropod.public-url}") URI publicUrl,
      @Value("${neuropod.auth.development-login}") boolean developmentLogin,
      @Value("${server.address}") InetAddress address) {
    var registration = first(new ForeignHostFilter(publicUrl.getHost()), 1);
    registration.setEnabled(developmentLogin && address.isLoopbackAddress());
    return registration;
  }

  private static <F extends Filter> FilterRegistrationBean<F> first(F filter, int place) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + place);
    return registration;
  }
}
