package online.neuropod.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;

/** Traces by OpenTelemetry, where a collector is named; without one there is nothing of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingSettings.class)
@PropertySource("classpath:online/neuropod/telemetry/telemetry.properties")
public class TracingConfiguration {
  private static final Duration EXPORT = Duration.ofSeconds(5);

  /** Sends in the background; what a collector does not take is dropped. */
  @Bean(destroyMethod = "close")
  @ConditionalOnExpression("'${neuropod.tracing.endpoint:}' != ''")
  OpenTelemetrySdk openTelemetry(TracingSettings settings, Environment environment) {
    String service = environment.getProperty("spring.application.name", "neuropod");
    var exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint().replaceFirst("/+$", "") + "/v1/traces")
            .setTimeout(EXPORT)
            .build();
    var provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault()
                    .merge(
                        Resource.create(
                            Attributes.of(AttributeKey.stringKey("service.name"), service))))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(provider)
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  /** What the program itself writes into traces. */
  @Bean
  public Traces traces(ObjectProvider<OpenTelemetry> telemetry) {
    return new Traces(telemetry.getIfAvailable(OpenTelemetry::noop));
  }
}
