package online.neuropod.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the program itself writes into traces; workflows and activities write theirs by Temporal's
 * interceptors. Switched off it costs next to nothing. Contexts travel as W3C {@code traceparent}.
 */
public final class Traces {
  private static final String HEADER = "traceparent";
  private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

  private final Tracer tracer;

  /** Writes here. */
  public Traces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("online.neuropod");
  }

  /** Nothing is traced. */
  public static Traces off() {
    return new Traces(OpenTelemetry.noop());
  }

  /**
   * Begins to serve a request, on this thread.
   *
   * @param traceparent as the caller sent it
   */
  public Work serve(String name, Optional<String> traceparent) {
    return begin(name, SpanKind.SERVER, traceparent);
  }

  /**
   * Goes on, on this thread, with what somebody asked for earlier.
   *
   * @param traceparent as {@link #current} told it then
   */
  public Work resume(String name, Optional<String> traceparent) {
    return begin(name, SpanKind.INTERNAL, traceparent);
  }

  // The scope is closed by the work, which its caller closes.
  @SuppressWarnings("MustBeClosedChecker")
  private Work begin(String name, SpanKind kind, Optional<String> traceparent) {
    Context parent =
        traceparent
            .map(header -> W3C.extract(Context.root(), Map.of(HEADER, header), Getter.OF_MAP))
            .orElse(Context.root());
    Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
    return new Work(span, parent.with(span).makeCurrent());
  }

  /** The context of what this thread works for, to go on with it later or somewhere else. */
  public static Optional<String> current() {
    var header = new AtomicReference<@Nullable String>();
    W3C.inject(
        Context.current(),
        header,
        (carrier, name, value) -> {
          if (carrier != null && name.equals(HEADER)) {
            carrier.set(value);
          }
        });
    return Optional.ofNullable(header.get());
  }

  /** The same work on another thread, for what this thread works for. */
  public static Runnable carried(Runnable work) {
    return Context.current().wrap(work);
  }

  /** A piece of work, from its begin to {@link #close}, which must be on the same thread. */
  public static final class Work implements AutoCloseable {
    private final Span span;
    private final Scope scope;

    private Work(Span span, Scope scope) {
      this.span = span;
      this.scope = scope;
    }

    /** Id of the trace, 32 digits of hexadecimal; empty where nothing is traced. */
    public Optional<String> traceId() {
      return Optional.of(span.getSpanContext())
          .filter(context -> context.isValid())
          .map(context -> context.getTraceId());
    }

    /** Its name, where that is only known now. */
    public void name(String name) {
      span.updateName(name);
    }

    /** Says something of it. */
    public void say(String attribute, String value) {
      span.setAttribute(attribute, value);
    }

    /** Says something of it. */
    public void say(String attribute, long value) {
      span.setAttribute(attribute, value);
    }

    /** It did not come to its end. */
    public void failed() {
      span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void close() {
      scope.close();
      span.end();
    }
  }

  private enum Getter implements TextMapGetter<Map<String, String>> {
    OF_MAP;

    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return List.copyOf(carrier.keySet());
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }
}
