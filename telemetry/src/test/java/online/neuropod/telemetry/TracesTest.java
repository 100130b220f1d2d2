package online.neuropod.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final String CALLER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Traces traces =
      new Traces(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(spans))
                      .build())
              .build());

  @Test
  void aCallersTraceGoesOnAcrossThreadsAndProcesses() throws InterruptedException {
    var kept = new String[1];
    try (var work = traces.serve("POST", Optional.of(CALLER))) {
      assertThat(work.traceId()).contains("4bf92f3577b34da6a3ce929d0e0e4736");
      work.name("POST /api/pods");
      Thread.ofVirtual()
          .start(Traces.carried(() -> kept[0] = Traces.current().orElseThrow()))
          .join();
    }
    assertThat(Traces.current()).isEmpty();
    try (var _ = traces.resume("deliver again", Optional.of(kept[0]))) {
      assertThat(Traces.current().orElseThrow()).contains("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    assertThat(spans.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("POST /api/pods", "deliver again");
    SpanData served = spans.getFinishedSpanItems().getFirst();
    assertThat(served.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(spans.getFinishedSpanItems().getLast().getParentSpanId())
        .isEqualTo(served.getSpanId());
  }

  @Test
  void withoutACallersTraceItIsANewOne() {
    try (var work = traces.serve("GET", Optional.of("nonsense"))) {
      assertThat(work.traceId()).isPresent();
    }
    assertThat(spans.getFinishedSpanItems().getFirst().getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void switchedOffThereIsNone() {
    try (var work = Traces.off().serve("GET", Optional.empty())) {
      assertThat(work.traceId()).isEmpty();
      assertThat(Traces.current()).isEmpty();
    }
  }

  @Test
  void whatCannotBeIsNamed() {
    assertThatThrownBy(() -> new TracingSettings("collector:4318", 1))
        .hasMessageContaining("OTEL_EXPORTER_OTLP_ENDPOINT");
    assertThatThrownBy(() -> new TracingSettings("", 2))
        .hasMessageContaining("NEUROPOD_TRACING_SAMPLE");
  }
}
