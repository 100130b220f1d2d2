package online.neuropod.api.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import online.neuropod.api.settings.RateLimitSettings;
import online.neuropod.store.budgets.RequestBudgets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Whether somebody may ask once more. Decided in this process alone, so that no request waits for
 * the store; {@link #exchange} tells the store what was let through and learns what others did.
 * With the store away each process still holds the limits by itself.
 */
public final class RateLimits {
  private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);
  private static final long MAX_KNOWN = 100_000;

  /** A budget that nobody has used for so long is full again, whatever was owed. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final RateLimitSettings settings;
  private final RequestBudgets shared;
  private final InstantSource clock;
  private final TimeMeter meter;
  private final MeterRegistry metrics;
  private final Queue<Budget> toTell = new ConcurrentLinkedQueue<>();
  private final Cache<String, Budget> budgets =
      Caffeine.newBuilder().maximumSize(MAX_KNOWN).expireAfterAccess(FORGOTTEN).build();
  private boolean away;

  /** Counts with the other processes of this store. */
  public RateLimits(
      RateLimitSettings settings,
      RequestBudgets shared,
      MeterRegistry metrics,
      InstantSource clock) {
    this.settings = settings;
    this.shared = shared;
    this.metrics = metrics;
    this.clock = clock;
    this.meter = new Ticks(clock);
    for (Allowance allowance : Allowance.values()) {
      refusals(allowance);
    }
  }

  /** The clock as bucket4j asks for it. */
  private record Ticks(InstantSource clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return clock.millis() * 1_000_000;
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }

  /** Takes a request of somebody; where there is none left, how long until there is one. */
  Optional<Duration> take(Allowance allowance, String who) {
    if (!settings.enabled()) {
      return Optional.empty();
    }
    Budget budget = budget(allowance, who);
    Optional<Duration> wait = budget.take();
    if (wait.isPresent()) {
      refusals(allowance).increment();
    } else if (budget.isToBeTold()) {
      toTell.add(budget);
    }
    return wait;
  }

  private Counter refusals(Allowance allowance) {
    return metrics.counter("neuropod.rate.limited", "allowance", name(allowance));
  }

  /** A request that was taken does not count. */
  void giveBack(Allowance allowance, String who) {
    if (settings.enabled()) {
      budget(allowance, who).giveBack();
    }
  }

  private Budget budget(Allowance allowance, String who) {
    return budgets.get(
        name(allowance) + ":" + who, key -> new Budget(key, allowance.perMinute(settings), meter));
  }

  private static String name(Allowance allowance) {
    return allowance.name().toLowerCase(Locale.ROOT);
  }

  /** Tells the store and asks it, for the budgets that were used much. Blocks for the store. */
  void exchange() {
    for (Budget budget = toTell.poll(); budget != null; budget = toTell.poll()) {
      if (!exchange(budget)) {
        return;
      }
    }
  }

  private boolean exchange(Budget budget) {
    long requests = budget.untold();
    if (requests == 0) {
      return true;
    }
    try {
      budget.align(shared.spend(budget.key(), requests, budget.perMinute(), clock.instant()));
      away = false;
      return true;
    } catch (DataAccessException unavailable) {
      budget.keep(requests);
      if (budget.isToBeTold()) {
        toTell.add(budget);
      }
      if (!away) {
        LOG.warn("rate limits are counted by each process alone: {}", unavailable.toString());
      }
      away = true;
      return false;
    }
  }
}
