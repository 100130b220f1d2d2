package online.neuropod.store.wallets;

import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.money.Meter;
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
    @Nullable Instant cap,
    boolean closed) {
  static MeterDocument of(Meter meter) {
    return new MeterDocument(
        meter.session(),
        meter.rateMicrosPerHour(),
        meter.priceVersion(),
        meter.start().orElse(null),
        meter.upTo().orElse(null),
        meter.askedTo().orElse(null),
        meter.chargedMicros(),
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
        Optional.ofNullable(cap),
        closed);
  }
}
