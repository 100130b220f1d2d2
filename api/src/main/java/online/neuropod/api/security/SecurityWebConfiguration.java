package online.neuropod.api.security;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives controllers the person who asks, and keeps pages of others from the refresh cookie. */
@Configuration(proxyBeanMethods = false)
public class SecurityWebConfiguration implements WebMvcConfigurer {
  private final Origins origins;

  /** Lets pages of these origins sign in. */
  public SecurityWebConfiguration(Origins origins) {
    this.origins = origins;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ViewerResolver());
  }

  @Override
  public void addInterceptors(InterceptorRegistry interceptors) {
    interceptors
        .addInterceptor(new OwnPagesOnly(origins))
        .addPathPatterns(
            "/api/auth/refresh",
            "/api/auth/logout",
            "/api/auth/login",
            "/api/auth/register",
            "/api/auth/google",
            "/api/auth/mock-login");
  }
}
