package online.neuropod.api.web;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** The single-page application, and the page that shows the API's description. */
@Configuration(proxyBeanMethods = false)
public class PagesConfiguration implements WebMvcConfigurer {
  private static final String STATIC = "classpath:/static/";
  private static final String SWAGGER_UI =
      "classpath:/META-INF/resources/webjars/swagger-ui/5.32.14/";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // The names of these carry a hash of what they hold.
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(STATIC + "assets/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    registry
        .addResourceHandler("/api/docs/**")
        // The own script first: the one of the package shows an example.
        .addResourceLocations("classpath:/online/neuropod/api/docs/", SWAGGER_UI)
        .setCacheControl(CacheControl.noCache());
    registry
        .addResourceHandler("/**")
        .addResourceLocations(STATIC)
        .setCacheControl(CacheControl.noCache())
        .resourceChain(true)
        .addResolver(new OrTheApplication());
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:/index.html");
  }

  /**
   * Files as they are; for every other address the application itself, whose router knows what to
   * show. Not for the API, where a wrong address is a failure, nor for files that are not there.
   */
  private static final class OrTheApplication extends PathResourceResolver {
    private static final Pattern NO_PAGE = Pattern.compile("(api|ws|actuator)(/.*)?|.*\\.[^/]*");

    @Override
    protected @Nullable Resource getResource(String path, Resource location) throws IOException {
      Resource file = super.getResource(path, location);
      if (file != null || NO_PAGE.matcher(path).matches()) {
        return file;
      }
      return super.getResource("index.html", location);
    }
  }
}
