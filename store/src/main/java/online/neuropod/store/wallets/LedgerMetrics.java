package online.neuropod.store.wallets;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Consumer;
import online.neuropod.domain.money.Entry;

/**
 * Counts what goes into the ledger: {@code neuropod.ledger.entries}, and what it is worth in
 * micro-euros, {@code neuropod.ledger.micros}, by kind. Of what is written off the worth is what it
 * would have cost.
 */
public final class LedgerMetrics implements Consumer<Entry> {
  private final MeterRegistry metrics;

  /** Counts here. */
  public LedgerMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
    for (Entry.Kind kind : Entry.Kind.values()) {
      metrics.counter("neuropod.ledger.entries", "kind", name(kind));
      metrics.counter("neuropod.ledger.micros", "kind", name(kind));
    }
  }

  @Override
  public void accept(Entry entry) {
    String kind = name(entry.kind());
    metrics.counter("neuropod.ledger.entries", "kind", kind).increment();
    metrics
        .counter("neuropod.ledger.micros", "kind", kind)
        .increment(
            (double) Math.max(Math.abs(entry.amountMicros()), Math.abs(entry.valueMicros())));
  }

  private static String name(Entry.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
