package online.neuropod.worker.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import online.neuropod.domain.user.Lockout;
import online.neuropod.store.attempts.AttemptStore;
import online.neuropod.store.budgets.RequestBudgets;
import online.neuropod.store.idempotency.IdempotencyStore;
import online.neuropod.store.sessions.SessionStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Forgets what nobody asks for any more, every ten minutes: answers kept for repeated requests,
 * budgets that are full, sessions that have ended by themselves and failed sign-ins of long ago.
 * Not left to the database, since the embedded one expires nothing.
 */
public final class Housekeeping implements SmartLifecycle {
  /** How long an Idempotency-Key is good. */
  static final Duration KEY_LASTS = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final IdempotencyStore requests;
  private final RequestBudgets budgets;
  private final SessionStore sessions;
  private final AttemptStore attempts;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon().factory());
  private volatile boolean running;

  /** Keeps these in order. */
  public Housekeeping(
      IdempotencyStore requests,
      RequestBudgets budgets,
      SessionStore sessions,
      AttemptStore attempts,
      InstantSource clock) {
    this.requests = requests;
    this.budgets = budgets;
    this.sessions = sessions;
    this.attempts = attempts;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    var _ = thread.scheduleWithFixedDelay(this::run, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Once. */
  void run() {
    attempt("idempotency keys", now -> requests.sweep(now.minus(KEY_LASTS)));
    attempt("request budgets", budgets::sweep);
    attempt("sessions", sessions::sweep);
    attempt("failed sign-ins", now -> attempts.sweep(now.minus(Lockout.FORGOTTEN_AFTER)));
  }

  private void attempt(String what, ToLongFunction<Instant> sweep) {
    try {
      long removed = sweep.applyAsLong(clock.instant());
      LOG.debug("{}: {} removed", what, removed);
    } catch (RuntimeException failure) {
      // Whatever it is, a schedule that ended at its first failure would forget nothing any more.
      LOG.warn("{} are not swept, trying again later: {}", what, failure.toString());
    }
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
