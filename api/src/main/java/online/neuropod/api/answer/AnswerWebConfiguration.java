package online.neuropod.api.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How parameters are read. */
@Configuration(proxyBeanMethods = false)
public class AnswerWebConfiguration implements WebMvcConfigurer {
  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(new Iso8601());
  }

  /** Times are ISO 8601 and nothing else: Spring would take a number for milliseconds. */
  private static final class Iso8601 implements Converter<String, @Nullable Instant> {
    @Override
    public @Nullable Instant convert(String text) {
      return text.isBlank() ? null : Instant.parse(text.strip());
    }
  }
}
