package online.neuropod.api.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one person or address has left, as this process knows it: what it let through itself, and
 * from time to time what all processes did.
 */
final class Budget {
  /** The part of a budget that a process may let through before the others are told: one in 50. */
  private static final int TOLD_EACH = 50;

  private final String key;
  private final int perMinute;
  private final Bucket bucket;
  private final AtomicLong untold = new AtomicLong();
  private final AtomicBoolean queued = new AtomicBoolean();

  Budget(String key, int perMinute, TimeMeter clock) {
    this.key = key;
    this.perMinute = perMinute;
    this.bucket =
        Bucket.builder()
            .addLimit(
                limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
            .withCustomTimePrecision(clock)
            .build();
  }

  String key() {
    return key;
  }

  int perMinute() {
    return perMinute;
  }

  /** Takes a request; where there is none left, how long until there is one. */
  Optional<Duration> take() {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }
    untold.incrementAndGet();
    return Optional.empty();
  }

  /** A request that was taken does not count. */
  void giveBack() {
    bucket.addTokens(1);
    untold.decrementAndGet();
  }

  /** Whether the other processes are to be told now; true once until {@link #untold}. */
  boolean isToBeTold() {
    return untold.get() >= Math.max(1, perMinute / TOLD_EACH) && queued.compareAndSet(false, true);
  }

  /** What the others have not been told yet, and now are: 0 or more. */
  long untold() {
    queued.set(false);
    return Math.max(0, untold.getAndUpdate(count -> Math.min(count, 0)));
  }

  /** The others could not be told. */
  void keep(long requests) {
    // More than a budget would only be owed for longer.
    untold.updateAndGet(count -> Math.min(count + requests, perMinute));
  }

  /** All processes together have left this much; negative when they let more through. */
  void align(long left) {
    long tooMuch = bucket.getAvailableTokens() - (left - untold.get());
    if (tooMuch > 0) {
      bucket.consumeIgnoringRateLimits(tooMuch);
    }
  }
}
