package online.neuropod.telemetry;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go.
 *
 * @param endpoint of a collector that takes OTLP over HTTP, such as {@code http://collector:4318}:
 *     {@code OTEL_EXPORTER_OTLP_ENDPOINT}; without one nothing is traced
 * @param sample the part of requests that is traced, from 0 to 1, where the caller has not decided
 */
@ConfigurationProperties("neuropod.tracing")
public record TracingSettings(@DefaultValue("") String endpoint, @DefaultValue("1") double sample) {
  public TracingSettings {
    if (!endpoint.isEmpty() && !endpoint.matches("https?://.+")) {
      throw new IllegalArgumentException(
          "OTEL_EXPORTER_OTLP_ENDPOINT (neuropod.tracing.endpoint) must be a URL such as"
              + " http://collector:4318, but is '"
              + endpoint
              + "'");
    }
    if (sample < 0 || sample > 1) {
      throw new IllegalArgumentException(
          "NEUROPOD_TRACING_SAMPLE (neuropod.tracing.sample) must be from 0 to 1, but is "
              + sample);
    }
  }
}
