package online.neuropod.store.wallets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.money.Entry.Event;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Meter.Terms;
import online.neuropod.domain.money.Meter.Unused;
import org.jspecify.annotations.Nullable;

/** {@link Meter} in a wallet's document. */
record MeterDocument(
    long session,
    long rateMicrosPerHour,
    long priceVersion,
    @Nullable Instant start,
    @Nullable Instant upTo,
    @Nullable Instant askedTo,
    long chargedMicros,
    @Nullable String opened,
    @Nullable Instant notBefore,
    @Nullable List<UnusedDocument> unused,
    @Nullable List<TermsDocument> past,
    @Nullable Instant cap,
    boolean closed) {
  /** {@link Unused}. */
  record UnusedDocument(Instant from, Instant to, long rateMicrosPerHour) {
    static UnusedDocument of(Unused unused) {
      return new UnusedDocument(unused.from(), unused.to(), unused.rateMicrosPerHour());
    }

    Unused toUnused() {
      return new Unused(from, to, rateMicrosPerHour);
    }
  }

  /** {@link Terms}. */
  record TermsDocument(Instant until, long chargedMicros, boolean free) {
    static TermsDocument of(Terms terms) {
      return new TermsDocument(terms.until(), terms.chargedMicros(), terms.free());
    }

    Terms toTerms() {
      return new Terms(until, chargedMicros, free);
    }
  }

  static MeterDocument of(Meter meter) {
    return new MeterDocument(
        meter.session(),
        meter.rateMicrosPerHour(),
        meter.priceVersion(),
        meter.start().orElse(null),
        meter.upTo().orElse(null),
        meter.askedTo().orElse(null),
        meter.chargedMicros(),
        meter.opened().name(),
        meter.notBefore().orElse(null),
        meter.unused().stream().map(UnusedDocument::of).toList(),
        meter.past().stream().map(TermsDocument::of).toList(),
        meter.cap().orElse(null),
        meter.closed());
  }

  Meter toMeter() {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        Optional.ofNullable(start),
        Optional.ofNullable(upTo),
        Optional.ofNullable(askedTo),
        chargedMicros,
        EventNames.read(opened, Event.TICK),
        Optional.ofNullable(notBefore),
        unused == null ? List.of() : unused.stream().map(UnusedDocument::toUnused).toList(),
        past == null ? List.of() : past.stream().map(TermsDocument::toTerms).toList(),
        Optional.ofNullable(cap),
        closed);
  }
}
