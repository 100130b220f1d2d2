package online.neuropod.api.audit;

import java.time.InstantSource;
import java.util.List;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.store.audit.AuditRetention;
import online.neuropod.store.audit.AuditStore;
import online.neuropod.store.users.UserStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who did what. */
@Configuration(proxyBeanMethods = false)
@Import(AuditController.class)
public class AuditConfiguration {
  private final InstantSource clock = InstantSource.system();

  @Bean
  Audit apiAudit(AuditStore store) {
    return new Audit(store);
  }

  @Bean
  RefusedWrites apiRefusedWrites(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> mapping) {
    return new RefusedWrites(mapping::getObject, clock);
  }

  @Bean
  AuditUpkeep apiAuditUpkeep(Audit audit, AuditRetention retention, ApiSettings settings) {
    return new AuditUpkeep(audit, retention, settings.audit().retention(), clock);
  }

  @Bean
  AuditQueries apiAuditQueries(AuditStore store, UserStore users) {
    return new AuditQueries(store, users);
  }

  @Bean
  WebMvcConfigurer apiAuditWeb(Audit audit) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AuditInterceptor(audit, clock)).addPathPatterns("/api/**");
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new AuditTrailResolver());
      }
    };
  }
}
